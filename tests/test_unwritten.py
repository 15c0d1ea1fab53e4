"""A stub gets no points for what it raises, whatever exception a test expects."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import DOUBLE, SET, Grader, check, grader_of

SOLUTION = """\
class Shape:
    def area(self):
        raise NotImplementedError


class Abstract:
    def __init__(self):
        raise TypeError("it is no shape yet")


def root(x):
    if x < 0:
        raise RuntimeError(x)
    return x**0.5
"""
HEAD = """\
import unittest

import pytest
from hypothesis import given
from hypothesis.strategies import builds, integers

from grader.checks import assert_raises

negative = given(x=integers(-9, -1))
"""
EXPECTING = """
    assert_raises(RuntimeError, student.root, x)
    ---
    assert_raises(Exception, student.root, x)
    ---
    with pytest.raises(RuntimeError):
        student.root(x)
    ---
    with pytest.raises(Exception):
        student.root(x)
    ---
    with unittest.TestCase().assertRaises(RuntimeError):
        student.root(x)
    ---
    try:
        student.root(x)
    except Exception:
        pass
"""
NAMED = '''

def test_the_references(student):
    """A shape has no area."""
    with pytest.raises(RuntimeError):
        student.Shape().area()


def test_by_its_name(student):
    """No shape can be made of an abstract one."""
    with pytest.raises((TypeError, NotImplementedError)):
        student.Abstract()


@given(made=builds(object))
def test_that_is_not_recorded(student, made):
    """A shape has no area."""
    with pytest.raises(RuntimeError):
        student.Shape().area()
'''
TESTS = EXPECTING.split("    ---\n")
NAMES = [f"test_{number}" for number in range(len(TESTS))]
CHECKS = HEAD + "".join(
    f'\n\n@negative\ndef {name}(student, x):\n    """It is refused."""\n{body.strip(chr(10))}\n'
    for name, body in zip(NAMES, TESTS, strict=True)
)
FILES = {
    "exercises/tiny/set.toml": SET.replace('["double", "slide"]', '["double"]'),
    **DOUBLE,
    "solutions/tiny/double/solution.py": SOLUTION,
    "solutions/tiny/double/checks.py": CHECKS + NAMED,
}
STUB = SOLUTION.partition("    if x < 0")[0] + "    raise NotImplementedError\n"


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    with grader_of(tmp_path_factory.mktemp("unwritten"), FILES) as made:
        yield made


def test_a_stub_passes_no_check_that_expects_an_exception(grader):
    """NotImplementedError is a RuntimeError, and that an Exception."""
    report = grader(STUB)
    for name in NAMES:
        assert check(report, name).status == "error"
        assert check(report, name).message == "Not written yet: root raises NotImplementedError."
    assert check(report, "test_the_references").status == "passed"


def test_where_the_reference_raises_it_or_the_check_names_it_it_is_right(grader):
    source = SOLUTION.replace("raise TypeError(", "raise NotImplementedError  # (")
    report = grader(f"{source}\n\nmine = 1\n")
    assert {c.status for c in report.checks} == {"passed"}


def test_one_with_words_is_an_exception_as_any(grader):
    """A library may say so, of what it can't do."""
    report = grader(STUB.removesuffix("\n") + "('of negative ones')\n")
    assert check(report, "test_0").status == "passed"
