"""Hidden checks of votes: the list, the winner, the blanks, and nobody at all."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, lists, sampled_from

from grader.checks import assert_property, assert_same, run

NAMES = sampled_from(["Ann", "Bob", "Cem", "ann"])
BLANKS = sampled_from(["Ann", " Ann", "Bob  ", "\tBob", "", "   ", "Ann Lee"])
# Names as they are spelled, whatever they are spelled with: two of them differ in one blank.
ODD = sampled_from(
    [
        *("Ann Lee", "Ann  Lee", "O'Neil", "Anne-Marie", "Łucja", "Nicolà", "R2", "7", "a: b"),
        *("Lee, Ann", "Lee, Bob", '"Al" Lee', "Al B.", "Al #2", "#3"),
    ]
)
NUMBERS = sampled_from([1, 2, 9, 10, 11, 20, 100, 1000])
# Who counts a name anew for each of its votes is right as well: of more, that takes long.
MOST_VOTES = 2100
ARGUMENTS = sampled_from([[], ["--winner"]])


def lines(names, end="\n"):
    return "\n".join(names) + (end if names else "")


def few_enough(numbers):
    return sum(numbers) <= MOST_VOTES


def somebody(names):
    return any(name.strip() for name in names)


def same(student, reference, **given):
    """The same is printed, no exception ends it, and the exit status is the same."""
    mine, right = run(student, **given), run(reference, **given)
    assert_same(mine.stdout, right.stdout)
    # Python ends with 1 after an exception, too.
    assert_property(mine.error is None, f"the program ended with an exception: {mine.error}")
    assert_same(mine.code, right.code)


@pytest.mark.points(2)
@settings(max_examples=40, deadline=None)
@given(names=lists(NAMES, min_size=1, max_size=6))
def test_list(student, reference, names):
    """Each name is printed with its votes: most first, then in alphabetical order."""
    same(student, reference, stdin=lines(names))


@pytest.mark.points(2)
@settings(max_examples=40, deadline=None)
@given(names=lists(NAMES, min_size=1, max_size=6))
def test_winner(student, reference, names):
    """With --winner, one name is printed, or `draw`."""
    same(student, reference, stdin=lines(names), args=["--winner"])


@pytest.mark.points(1)
@settings(max_examples=20, deadline=None)
@given(numbers=lists(NUMBERS, min_size=2, max_size=3).filter(few_enough), args=ARGUMENTS)
def test_many_votes(student, reference, numbers, args):
    """Numbers of votes are numbers, of one digit or more."""
    names = zip(["Ann", "Bob", "Cem"], numbers, strict=False)
    votes = [name for name, number in names for _ in range(number)]
    same(student, reference, stdin=lines(votes), args=args)


@pytest.mark.points(1)
@settings(max_examples=6, deadline=None)
@given(many=integers(150, 300), steps=sampled_from([5, 7]), args=ARGUMENTS)
def test_many_names(student, reference, many, steps, args):
    """However many names there are, each is counted and has its place."""
    # Names so long that all votes are more letters than are read at once.
    names = [f"Number {n} of the list" + 60 * "." for n in range(many)]
    votes = [names[n] for times in range(steps) for n in range(many) if n % steps <= times]
    # One more for each of the last two: one of them wins, or both are level.
    votes += names[-2:]
    same(student, reference, stdin=lines(votes), args=args)


@pytest.mark.points(1)
@settings(max_examples=80, deadline=None)
@given(
    names=lists(BLANKS, min_size=1, max_size=5).filter(somebody),
    end=sampled_from(["\n", ""]),
    args=ARGUMENTS,
)
def test_blanks(student, reference, names, end, args):
    """Blanks around a name don't count, nor do lines without one; the last may lack its end."""
    same(student, reference, stdin=lines(names, end), args=args)


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(names=lists(ODD, min_size=1, max_size=5), args=ARGUMENTS)
def test_any_name(student, reference, names, args):
    """Names are counted and printed as they are spelled, with all their signs and blanks."""
    same(student, reference, stdin=lines(names), args=args)


@pytest.mark.points(1)
@settings(max_examples=15, deadline=None)
@given(
    names=lists(sampled_from(["", " ", "\t "]), max_size=3), args=sampled_from([[], ["--winner"]])
)
def test_nobody(student, reference, names, args):
    """Without a vote, `no votes` is printed and the exit status is 1: without one only."""
    same(student, reference, stdin=lines(names), args=args)
    said = run(student, stdin="Ann\n", args=args).stdout
    assert_property("no votes" not in said, "one vote, Ann's, is no votes here", said)
