"""Hidden checks of run_length: squeeze, expand, and the law that ties them together."""

from itertools import groupby
from string import ascii_letters

import pytest
from hypothesis import given, settings
from hypothesis.strategies import composite, integers, just, permutations, sampled_from

from grader.checks import assert_property, assert_same, evenly

LETTERS = sampled_from("abAB")
# Mostly the ends of the alphabet, which are easily forgotten, or taken for marks.
ALL = sampled_from("azAZ") | sampled_from(ascii_letters)
SHORT = integers(1, 3)
# Who looks at all letters behind one, or tries all lengths, is right as well: of longer runs, that
# takes long. Numbers may be larger than 16 bits hold.
LONG = sampled_from([1, 2, 9, 10, 11, 23, 100, 1234])
NUMBERS = sampled_from([1, 2, 9, 10, 11, 23, 100, 2345, 12_345, 123_456])


@composite
def runs(draw, lengths, count, letters=LETTERS):
    """Runs (letter, length), neighbours of different letters, as text."""
    drawn = [(draw(letters), draw(lengths)) for _ in range(draw(count))]
    return "".join(letter * length for letter, length in drawn)


@composite
def squeezed(draw, lengths, count, letters=LETTERS):
    """A text as squeeze writes it."""
    short, last = "", ""
    for _ in range(draw(count)):
        letter = draw(letters.filter(lambda one, last=last: one != last))
        length = draw(lengths)
        short, last = short + ("" if length == 1 else str(length)) + letter, letter
    return short


@composite
def long_texts(draw):
    """More runs than calls that are in each other, and short ones: so the text is none too long."""
    letters, count = draw(permutations("abAB")), draw(integers(1050, 1150))
    return "".join(letters[n % 4] * (1 + n % 7 % 3) for n in range(count))


@composite
def alike(draw):
    """Two runs of one letter, and the one's number ends as the other's: 2ab12a."""
    number = str(draw(integers(2, 9)))
    numbers = [number, draw(sampled_from(["1", "2", "10"])) + number]
    first, second = draw(permutations(numbers))
    return f"{first}a{draw(sampled_from('bA'))}{second}a"


@pytest.mark.points(2)
@settings(max_examples=80, deadline=None)
@given(text=runs(SHORT, integers(0, 4)))
def test_squeeze(student, reference, text):
    """squeeze: each run is its length and its letter, and a run of one its letter alone."""
    assert_same(student.squeeze(text), reference.squeeze(text))


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(text=runs(LONG, integers(1, 3)))
def test_squeeze_long_runs(student, reference, text):
    """squeeze: a run has one number, however many digits that has."""
    assert_same(student.squeeze(text), reference.squeeze(text))


@pytest.mark.points(2)
@settings(max_examples=60, deadline=None)
@given(short=squeezed(SHORT, integers(0, 4)))
def test_expand(student, reference, short):
    """expand: a number says how often the letter behind it comes."""
    assert_same(student.expand(short), reference.expand(short))


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(short=evenly(squeezed(NUMBERS, integers(1, 3)), alike()))
def test_expand_long_runs(student, reference, short):
    """expand: all digits in front of a letter are one number."""
    assert_same(student.expand(short), reference.expand(short))


@pytest.mark.points(1)
@settings(max_examples=2, deadline=None)
@given(text=long_texts())
def test_long_texts(student, reference, text):
    """Texts may have a thousand runs and more, on both ways."""
    short = reference.squeeze(text)
    assert_same(student.squeeze(text), short)
    assert_same(student.expand(short), text)


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(text=runs(SHORT, integers(1, 4), ALL), short=squeezed(SHORT, integers(1, 4), ALL))
def test_all_letters(student, reference, text, short):
    """All letters are letters, from a to z and from A to Z, on both ways."""
    assert_same(student.squeeze(text), reference.squeeze(text))
    assert_same(student.expand(short), reference.expand(short))


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(text=runs(LONG, integers(0, 4)))
def test_there_and_back(student, text):
    """What squeeze makes shorter, expand makes as it was."""
    short = student.squeeze(text)
    assert_same(student.expand(short), text)
    longest = max((len(list(run)) for _, run in groupby(text)), default=0)
    shorter = longest < 3 or (isinstance(short, str) and len(short) < len(text))
    said = "squeeze made no shorter text of one with a run of three letters or more"
    assert_property(shorter, said, short)


@pytest.mark.points(1)
@settings(max_examples=1, deadline=None)
@given(text=just(""))
def test_empty(student, text):
    """An empty text stays empty, on both ways."""
    assert_same(student.squeeze(text), "")
    assert_same(student.expand(text), "")
