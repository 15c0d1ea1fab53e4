"""Imported tests that change what their own file holds: here a test may be run alone, and again."""

from __future__ import annotations

import pytest
from imported_tests import imported

from grader.import_tests.trial_run import NOT_AGAIN, OUT_OF_TURN

SHOP = """\
class Account:
    count = 0

    def __init__(self):
        Account.count += 1
        self.id = Account.count


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
"""
IN_TURN = """\
from shop import Account, fib


def test_first():
    assert Account().id == 1


def test_second():
    assert Account().id == 2


def test_fib():
    assert fib(6) == 8
"""
SHARED = """\
from collections import Counter

from shop import fib

SEEN = Counter()
shared = []
filled = {}


class Log:
    def __init__(self):
        self.lines = []


LOG = Log()


def test_once():
    shared.append(fib(5))
    assert shared == [5]


def test_after_it():
    assert [fib(5)] == shared


def test_filled():
    filled["x"] = fib(3)
    assert filled == {"x": 2}


def test_counted():
    SEEN[fib(4)] += 1
    assert SEEN[3] == 1


def test_logged():
    LOG.lines.append(fib(2))
    assert LOG.lines == [1]


class TestShared:
    got = []

    def test_a(self):
        self.got.append(fib(7))
        assert self.got == [13]

    def test_b(self):
        assert [fib(7)] == self.got
"""


@pytest.fixture
def left(tmp_path, request):
    with imported(tmp_path, "shop", SHOP, request.param) as found:
        yield {one.test: one.why for one in found.adopted.named}


@pytest.mark.parametrize("left", [IN_TURN], indirect=True)
def test_what_the_students_module_holds_goes_on_from_test_to_test(left):
    assert left == {}


@pytest.mark.parametrize("left", [SHARED], indirect=True)
def test_tests_that_hang_on_what_tests_change_are_named(left):
    assert left == {
        "test_once": NOT_AGAIN,
        "test_after_it": OUT_OF_TURN,
        "test_counted": NOT_AGAIN,
        "test_logged": NOT_AGAIN,
        "test_a": NOT_AGAIN,
        "test_b": OUT_OF_TURN,
    }


MACHINE = """\
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from shop import fib


class Bank(RuleBasedStateMachine):
    @rule(n=st.integers(0, 3))
    def open(self, n):
        for _ in range(6000):
            assert fib(1) == 1


def test_fib():
    assert fib(6) == 8


TestBank = Bank.TestCase
"""


@pytest.mark.parametrize("left", [MACHINE], indirect=True)
def test_a_state_machine_that_cannot_cross_is_named_by_its_line(left):
    assert [*left] == ["TestBank = Bank.TestCase"]
