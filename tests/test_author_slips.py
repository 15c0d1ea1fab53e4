"""A misspelt name in a check, where only a wrong answer leads: the author's error, no student's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, grader_of, statuses
from test_equal_objects import files

RIGHT = "def double(n):\n    return 2 * n\n\n\ndef odd(n):\n    return [n]\n"
CHECKS = """\
import math

from hypothesis import given
from hypothesis import strategies as st


def by_name(found):
    return found if found == 4 else math.squareroot(found)


def test_misspelt(student):
    found = student.double(2)
    if found != 4:
        raise AssertionError(f"{fuond} is not 4")


def test_of_a_module(student):
    assert by_name(student.double(2))


@given(st.integers(5, 9))
def test_drawn(student, n):
    found = student.double(n)
    assert found == 2 * n or foudn


def test_of_the_answer(student):
    for last in student.odd(1):
        number = last
    assert number == 1 and getattr(math, "pi" if number == 1 else str(number))
    assert eval("number") == 1
"""


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    made = files(CHECKS) | {"solutions/ratios/ratio/solution.py": RIGHT}
    with grader_of(tmp_path_factory.mktemp("slips"), made) as grader:
        yield grader


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("2 * n if n != 2 else 5", "line 14: name 'fuond' is not defined"),
        ("2 * n if n < 5 else n", "test_drawn has an error of its own: checks.py, line 24"),
    ],
)
def test_a_name_that_is_nowhere_is_the_checks_error(slips, wrong, said):
    report = slips(RIGHT.replace("2 * n", wrong), "ratios/ratio")
    assert statuses(report) == {"grader_error"}
    assert said in report.message
    assert "not your code's fault" in report.message


def test_what_a_module_lacks_is_the_checks_error_told_by_the_check(tmp_path):
    made = files(CHECKS.replace("{fuond}", "{found}"))
    made["solutions/ratios/ratio/solution.py"] = RIGHT
    with grader_of(tmp_path, made) as grader:
        report = grader(RIGHT.replace("2 * n", "5 if n == 2 else 2 * n"), "ratios/ratio")
    assert statuses(report) == {"grader_error"}
    assert report.message.startswith("The check test_of_a_module has an error of its own")
    assert "line 8: module 'math' has no attribute 'squareroot'" in report.message


@pytest.mark.parametrize("wrong", ["[]", "[2]"])
def test_a_name_that_only_other_answers_bind_says_that_the_answer_is_wrong(slips, wrong):
    report = slips(RIGHT.replace("[n]", wrong), "ratios/ratio")
    assert {one.name for one in report.checks if one.status != "passed"} == {"test_of_the_answer"}
    assert statuses(report) == {"passed", "failed"}
