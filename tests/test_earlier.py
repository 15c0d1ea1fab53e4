"""A pass is questioned when an exercise asks for something else now, and only then."""

from __future__ import annotations

import pytest

from grader.student.earlier import graded_by, is_questioned
from grader.student.progress import Standing

CHECKS = "solutions/tiny/double/checks.py"
SOLUTION = "solutions/tiny/double/solution.py"
EXAMPLES = "exercises/tiny/double/test_examples.py"
MANIFEST = "exercises/tiny/double/exercise.toml"


def passed(tiny_set, graded_with="checks", **more) -> Standing:
    exercise = tiny_set.exercise()
    by = graded_by(exercise, graded_with)
    examples = graded_with == "examples"
    known = {"passed": True, "version": exercise.set_version, "graded_by": by}
    return Standing(**known | {"examples_only": examples} | more)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (CHECKS, "max_size=4", "max_size=9"),
        (CHECKS, "    assert_raises(TypeError, student.double, None)", "    student.double([])"),
        (SOLUTION, "2 * n", "3 * n"),
        (MANIFEST, '"math", ', ""),
    ],
)
def test_a_pass_of_other_checks_is_questioned(tiny_set, file, old, new):
    standing = passed(tiny_set)
    assert not is_questioned(tiny_set.exercise(), standing)
    tiny_set.replace(file, old, new)
    assert is_questioned(tiny_set.exercise(), standing)


def test_other_words_and_other_hints_ask_for_the_same(tiny_set):
    """Nobody checks again for a comment; nor for a version in which another exercise changed."""
    standing = passed(tiny_set)
    tiny_set.replace(CHECKS, '"""Each number is doubled."""', '"""Each is twice as much."""')
    tiny_set.replace(CHECKS, "\n\n\n@pytest.mark", "\n\n\n\n# At the edges.\n@pytest.mark")
    tiny_set.write("solutions/tiny/double/checks.toml", "")
    tiny_set.replace("exercises/tiny/set.toml", "1.0.0", "1.0.1")
    assert not is_questioned(tiny_set.exercise(), standing)


def test_a_pass_by_the_examples_is_held_against_the_examples(tiny_set):
    """Who has the public half alone has no other checks."""
    standing = passed(tiny_set, "examples")
    tiny_set.replace(CHECKS, "max_size=4", "max_size=9")
    assert not is_questioned(tiny_set.exercise(), standing)
    tiny_set.replace(EXAMPLES, "double([1]) == [2]", "double([2]) == [4]")
    assert is_questioned(tiny_set.exercise(), standing)


@pytest.mark.parametrize(("version", "questioned"), [("1.0.0", False), ("0.9.0", True)])
def test_where_it_is_not_known_what_graded_it_the_version_decides(tiny_set, version, questioned):
    """Records of before, or checks that aren't on this machine any more."""
    standing = passed(tiny_set, version=version, graded_by=None)
    assert is_questioned(tiny_set.exercise(), standing) is questioned
    assert not is_questioned(tiny_set.exercise(), Standing(attempts=3, version=None))


def test_checks_that_are_no_python_are_compared_as_they_are(tiny_set):
    tiny_set.write(CHECKS, "def (\n")
    standing = passed(tiny_set)
    assert not is_questioned(tiny_set.exercise(), standing)
    tiny_set.write(CHECKS, "def ((\n")
    assert is_questioned(tiny_set.exercise(), standing)
