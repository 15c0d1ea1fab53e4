"""Hidden checks of NAME. A docstring's first line is what the student reads."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from

from grader.checks import assert_same, talk

texts = lists(sampled_from(["a = 1", "# b", "  # c", "", "  ", "  d = 2 # e "]), max_size=5)


def done(part, lines, end="\n", source="in.txt", target="out.txt", **there):
    """What is returned, and the files that were written, for a file of these lines."""
    content = "\n".join(lines) + (end if lines else "")
    return talk(part.NAME, source, target, files={source: content, **there})


@pytest.mark.points(2)
@settings(max_examples=40)
@given(lines=texts)
def test_written(student, reference, lines):
    """The file that is written has the lines that are neither blank nor comments."""
    assert_same(done(student, lines).files, done(reference, lines).files)


@pytest.mark.points(1)
@settings(max_examples=40)
@given(lines=texts, end=sampled_from(["\n", ""]))
def test_any_file(student, reference, lines, end):
    """It is so with files of any name, also where the last line has no end, or one is replaced."""
    given = {"end": end, "source": "a.ini", "target": "b.ini", "b.ini": "old\n"}
    assert_same(done(student, lines, **given).files, done(reference, lines, **given).files)


@pytest.mark.points(1)
@settings(max_examples=40)
@given(lines=texts)
def test_counted(student, reference, lines):
    """The number of lines that were written is returned."""
    assert_same(done(student, lines).value, done(reference, lines).value)
