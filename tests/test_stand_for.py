"""A ChainMap, a UserDict, a UserList or a read-only view of a dict, where the reference answers
with one: whoever answers with the dict or list that it stands for is right as well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of, statuses
from test_equal_objects import files

SOLUTION = """\
from collections import ChainMap, UserDict, UserList
from types import MappingProxyType


def chain():
    return ChainMap({"a": 1}, {"a": 2, "b": 2})


def wrapped():
    return UserDict(a=1)


def items():
    return UserList([1, 2])


def view():
    return MappingProxyType({"a": 1})


def inside():
    return [UserList([1]), UserDict(a=1), ChainMap({"a": 1}), MappingProxyType({"a": 1})]
"""
NAMES = ("chain", "wrapped", "items", "view", "inside")
PLAIN = """\
def chain():
    return {"b": 2, "a": 1}


def wrapped():
    return {"a": 1}


def items():
    return [1, 2]


def view():
    return {"a": 1}


def inside():
    return [[1], {"a": 1}, {"a": 1}, {"a": 1}]
"""
CHECKS = "from grader.checks import assert_same\n" + "".join(
    f"\n\ndef test_{name}(student, reference):\n"
    f"    assert_same(student.{name}(), reference.{name}())\n"
    for name in NAMES
)


@pytest.fixture(scope="module")
def grade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    made = files(CHECKS) | {"solutions/ratios/ratio/solution.py": f'"""x"""\n{SOLUTION}'}
    with grader_of(tmp_path_factory.mktemp("stand_for"), made) as grader:
        yield grader


@pytest.mark.parametrize("right", [SOLUTION, PLAIN])
def test_both_are_right(grade, right):
    report = grade(right, "ratios/ratio")
    assert [one.message for one in report.checks if one.status != "passed"] == []


@pytest.mark.parametrize("answered", [SOLUTION, PLAIN])
@pytest.mark.parametrize(("old", "new"), [("1", "5"), ('"a"', '"c"'), ("a=", "c=")])
def test_another_value_is_wrong(grade, answered, old, new):
    report = grade(answered.replace(old, new), "ratios/ratio")
    failed = {one.name for one in report.checks if one.status == "failed"}
    assert failed == {
        f"test_{part.partition('(')[0]}" for part in answered.split("def ") if old in part
    }


MATRICES = """\
import numpy as np


def table():
    return np.array([[1, 2], [3, 4]])


def both():
    return np.array([1]), np.array([[2]])
"""


def test_a_matrix_that_passes_for_an_array_is_told(tmp_path):
    """Its operators are others, and whoever uses the answer meets that."""
    checks = CHECKS[: CHECKS.index("\n\ndef")] + "".join(
        f"\n\ndef test_{name}(student, reference):\n"
        f"    assert_same(student.{name}(), reference.{name}())\n"
        for name in ("table", "both")
    )
    made = files(checks) | {"solutions/ratios/ratio/solution.py": f'"""x"""\n{MATRICES}'}
    made["exercises/ratios/ratio/exercise.toml"] += 'requires = ["numpy"]\n'
    with grader_of(tmp_path, made) as grader:
        plain = grader(MATRICES, "ratios/ratio")
        report = grader(MATRICES.replace("array([[", "matrix([["), "ratios/ratio")
    assert statuses(report) == {"passed"}
    assert [one.notes for one in plain.checks] == [(), ()]
    for one, name in zip(report.checks, ("table", "both"), strict=True):
        (told,) = one.notes
        assert told.startswith(f"The answer of {name} is a np.matrix, whose *")


@pytest.mark.parametrize("answer", ["np.float64(2)", "np.int64(2)"])
def test_a_numpy_number_where_an_int_is_asked_for_is_shown_as_what_it_is(tmp_path, answer):
    """It was "returned 2, expected an int"."""
    number = "import numpy as np\n\n\ndef two():\n    return 2\n"
    made = files("def test_two(student):\n    assert isinstance(student.two(), int)\n")
    made |= {"solutions/ratios/ratio/solution.py": f'"""x"""\n{number}'}
    made["exercises/ratios/ratio/exercise.toml"] += 'requires = ["numpy"]\n'
    with grader_of(tmp_path, made) as grader:
        report = grader(number.replace("return 2", f"return {answer}"), "ratios/ratio")
    found = check(report, "test_two").counterexample
    assert (found.got, found.expected) == (answer.replace("float64(2)", "float64(2.0)"), "an int")
