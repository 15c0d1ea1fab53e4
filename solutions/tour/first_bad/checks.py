"""Hidden checks of first_bad: the answer, and what it was asked for it."""

from numbers import Integral

import pytest
from hypothesis import example, given, settings
from hypothesis.strategies import composite, integers, just

from grader.checks import Callback, assert_property, assert_same, evenly


@composite
def histories(draw, counts):
    """How many versions there are, and which is the first bad one: count where none is."""
    count = draw(counts)
    return count, draw(integers(0, count))


@composite
def histories_of_any_length(draw):
    """From the numbers of versions that a check counts one by one up to those that no float has."""
    count = draw(integers(2**12, 2**13)) << draw(integers(0, 41))
    return count, draw(integers(0, count))


@composite
def long_histories(draw):
    """More versions than a float tells apart; the first bad one is anywhere among them."""
    count = 2 ** draw(integers(54, 60)) + draw(integers(0, 999))
    first = count * draw(integers(0, 999)) // 1000 + draw(integers(0, 99))
    return count, draw(just(first) | integers(count - 1, count))


def is_bad(first):
    return Callback(f"lambda version: version >= {first}")


@pytest.mark.points(2)
@settings(max_examples=80, deadline=None)
@given(history=histories(integers(1, 9)))
def test_few_versions(student, reference, history):
    """The first bad version is found, wherever it is."""
    count, first = history
    assert_same(student.first_bad(count, is_bad(first)), first if first < count else None)


@pytest.mark.points(1)
@settings(max_examples=12, deadline=None)
@given(history=histories(integers(0, 1)))
def test_no_versions(student, history):
    """Of no version none is bad, and nothing is asked; one version may be bad or not."""
    count, first = history
    found = student.first_bad.observe(count, is_bad(first))
    assert_same(found.value, first if first < count else None)
    said = "there is no version to ask about, and is_bad was called"
    assert_property(count == 1 or found.asked[0] == [], said)
    by_name = student.first_bad(count=count, is_bad=is_bad(first))
    assert_same(by_name, first if first < count else None)


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(history=histories(integers(1, 40)))
def test_what_is_asked(student, history):
    """is_bad is called, with numbers of versions only, and with none twice."""
    count, first = history
    asked = [call[0] for call in student.first_bad.observe(count, is_bad(first)).asked[0]]
    assert_property(asked, "is_bad was never called, and nobody else knows which version is bad")
    for version in asked:
        said = f"is_bad was called with {version!r}, a {type(version).__name__}: versions are ints"
        number = isinstance(version, Integral) and type(version) is not bool
        assert_property(number, said)
        said = f"is_bad was called with {version}, which is the number of no version"
        assert_property(version in range(count), said)
        assert_property(asked.count(version) == 1, f"version {version} was asked about twice")


@pytest.mark.points(3)
@settings(max_examples=120, deadline=None)
@given(history=evenly(histories(integers(1, 70) | integers(71, 5000)), histories(integers(2, 7))))
def test_few_questions(student, history):
    """is_bad is called no more often than versions can be halved."""
    count, first = history
    assert_few_questions(student, count, first)


@pytest.mark.points(1)
@settings(max_examples=60, deadline=None)
@given(history=evenly(long_histories(), histories_of_any_length()))
# Floats make a power of two of these, and one call too many.
@example(history=(2**61 - 1, 0))
@example(history=(2**60 - 1, 0))
@example(history=(2**54 - 1, 0))
# As many versions as there may be.
@example(history=(2**61, 2**61))
def test_many_versions(student, history):
    """The first bad version is found among thousands, and among more than a float can count."""
    assert_few_questions(student, *history)


def assert_few_questions(student, count, first):
    """The answer is right, and is_bad was called as often as it may be, or less."""
    found = student.first_bad.observe(count, is_bad(first))
    assert_same(found.value, first if first < count else None)
    asked, enough = [call[0] for call in found.asked[0]], count.bit_length()
    versions = ", ".join(map(str, asked[:8])) + (", …" if len(asked) > 8 else "")
    are = "is" if enough == 1 else "are"
    said = f"is_bad was asked about {versions}: {len(asked)} calls, where {enough} {are} enough"
    assert_property(len(asked) <= enough, said)
