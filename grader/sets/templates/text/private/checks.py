"""Hidden checks of NAME. A docstring's first line is what the student reads."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from, text

from grader.checks import assert_same

words = lists(text("abcXYZ'1", min_size=1, max_size=4), max_size=4)


@pytest.mark.points(1)
@settings(max_examples=50)
@given(words=words)
def test_letters(student, reference, words):
    """The first sign of each word is a capital, if it is a letter, and no other is one."""
    line = " ".join(words)
    assert_same(student.NAME(line), reference.NAME(line))


@pytest.mark.points(2)
@settings(max_examples=100)
@given(words=words, gap=sampled_from([" ", "  ", "\t", " \n"]))
def test_white_space(student, reference, words, gap):
    """One blank stands between words, whatever stood there before, and none at the ends."""
    line = gap + gap.join(words) + gap
    assert_same(student.NAME(line), reference.NAME(line))
