"""Whole numbers of thousands of digits stay where they are: what an imported test would do with
one on the other side is told as that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

POWERS = """\
def power(a, n):
    return a ** n


def size():
    return 10


def digits(n):
    return len(str(n))
"""
TESTS = """\
from powers import digits, power, size


def test_right():
    assert power(2, size()) == 2 ** size()


def test_there():
    assert digits(power(10, 2500)) == 2501


def test_most():
    assert digits(10 ** 1799) == 1800


def test_compared():
    assert power(10, 5000) == 10 ** 5000


def test_passed():
    assert digits([10 ** 2500][0]) == 2501
"""


@pytest.fixture(scope="module")
def powers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("powers"), "powers", POWERS, TESTS) as found:
        yield found


def test_a_test_that_has_the_student_s_code_meet_a_long_number_is_not_imported(powers):
    """Which of its lines, and that it is for the number's length."""
    assert powers.adopted.checks == ("test_most", "test_right", "test_there")
    kept = (powers.adopted.private / "not_imported.py").read_text("utf-8")
    assert kept.count("passes or compares with a number of more than 1,800 digits") == 2


def test_a_long_number_that_a_test_makes_of_an_answer_is_told(powers):
    failed = powers.changed("return 10", "return 10000")
    assert list(failed) == ["test_right"]
    assert "number of more than 1,800 digits" in failed["test_right"].message


def test_a_long_answer_is_compared_where_it_is(powers):
    failed = powers.changed("return a ** n", "return 10 ** 5000")
    assert list(failed) == ["test_right", "test_there"]
    assert failed["test_right"].failed_cases == 1
