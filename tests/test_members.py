"""A member of an IntEnum, or of a class of Python's texts and Enum, is in a check the number or the
text that it is, as in Python."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of, statuses
from test_equal_objects import files

from grader.wire.kinds import Record
from grader.wire.members import member
from grader.wire.values import from_wire, to_wire

RIGHT = """\
from enum import Enum, IntEnum


class N(IntEnum):
    ONE = 1
    TWO = 2


class W(str, Enum):
    X = "x"


def n():
    return 2


def w():
    return "x"
"""
CHECKS = """\
import math

from grader.checks import assert_same


def test_is_one(student):
    assert isinstance(student.n(), int) and isinstance(student.w(), str)


def test_methods(student):
    assert student.n().bit_length() == 2 and student.w().upper() == "X"


def test_arithmetic(student):
    assert (student.n() // 2, -student.n(), student.n() % 2, student.n() & 3) == (1, -2, 0, 2)


def test_index(student):
    assert [5, 6, 7][student.n()] == 7 and range(student.n()) == range(2)


def test_used(student):
    assert math.sqrt(student.n()) == 2**0.5 and f"{student.n():03d}" == "002"


def test_text(student):
    assert "-".join([student.w()]) == "x" and student.w()[0] == "x" and len(student.w()) == 1


def test_list(student):
    assert_same([student.n(), student.n()], [2, 2])
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    made = files(CHECKS) | {"solutions/ratios/ratio/solution.py": RIGHT}
    with grader_of(tmp_path_factory.mktemp("members"), made) as grader:
        yield grader


def test_a_member_is_its_number_or_its_text(graded):
    source = RIGHT.replace("return 2", "return N.TWO").replace('return "x"', "return W.X")
    assert statuses(graded(source, "ratios/ratio")) == {"passed"}


def test_a_wrong_member_is_shown_by_its_name(graded):
    report = graded(RIGHT.replace("return 2", "return N.ONE"), "ratios/ratio")
    failed = check(report, "test_methods")
    assert failed.message == "`n().bit_length() == 2` is false: 1 == 2."
    assert failed.counterexample.got == "N.ONE"


@pytest.mark.parametrize("base", [2, 2.5, "x"])
def test_a_member_stays_a_record(base):
    made = member("enum", "N", {"name": "A", "value": base}, base)
    assert isinstance(made, Record)
    assert isinstance(made, type(base))
    assert (made, made.name, hash(made), repr(made)) == (base, "A", hash(base), "N.A")
    assert made != member("enum", "M", {"name": "A", "value": base}, base)
    again = from_wire(to_wire(made))
    assert (again, again.name, to_wire(again)) == (made, "A", to_wire(made))
