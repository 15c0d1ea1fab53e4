"""Hidden checks of NAME. A docstring's first line is what the student reads."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from

from grader.checks import assert_same, talk

texts = lists(sampled_from(["a = 1", "# b", "  # c", "", "  ", "d = 2 # e"]), max_size=5)


def done(part, lines):
    """What is returned, and the files that were written, for a file of these lines."""
    content = "".join(f"{line}\n" for line in lines)
    return talk(part.NAME, "in.txt", "out.txt", files={"in.txt": content})


@pytest.mark.points(2)
@settings(max_examples=40)
@given(lines=texts)
def test_written(student, reference, lines):
    """The file that is written has the lines that are neither blank nor comments."""
    assert_same(done(student, lines).files, done(reference, lines).files)


@pytest.mark.points(1)
@settings(max_examples=40)
@given(lines=texts)
def test_counted(student, reference, lines):
    """The number of lines that were written is returned."""
    assert_same(done(student, lines).value, done(reference, lines).value)
