"""Imported tests whose cases Hypothesis draws: functions, methods, state machines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

STACK = """\
class Empty(Exception):
    pass


class Stack:
    def __init__(self, items=()):
        self._items = list(items)

    def push(self, item):
        self._items.append(item)

    def pop(self):
        if not self._items:
            raise Empty("nothing there")
        return self._items.pop()

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)


def mean(numbers):
    return sum(numbers) / len(numbers)
"""
TESTS = """\
import unittest

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

import stack
from stack import Empty, Stack

numbers = st.lists(st.integers(-9, 9))


class TestLength:
    @given(numbers)
    def test_len(self, items):
        assert len(Stack(items)) == len(items)


class PairCase(unittest.TestCase):
    @given(st.integers(), st.integers())
    def test_two(self, one, other):
        stack = Stack([one])
        stack.push(other)
        self.assertEqual(stack.pop(), other)
        self.assertEqual(stack.pop(), one)


@given(numbers)
def test_pops_backwards(items):
    stack = Stack()
    for item in items:
        stack.push(item)
    assert [stack.pop() for _ in items] == items[::-1]
    with pytest.raises(Empty):
        stack.pop()


@settings(max_examples=30)
@example([4])
@given(numbers)
def test_mean_lies_between(items):
    assume(items)
    assert min(items) <= stack.mean(items) <= max(items)


@pytest.mark.parametrize("times", [1, 2])
@given(items=numbers)
def test_order(items, times):
    \"\"\"Items are kept in
    their order.\"\"\"
    assert list(Stack(items * times)) == items * times


@given(st.data())
def test_any_place(data):
    items = data.draw(st.lists(st.integers(), min_size=1))
    place = data.draw(st.integers(0, len(items) - 1))
    assert list(Stack(items))[place] == items[place]


class Machine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.model, self.real = [], Stack()

    @rule(item=st.integers())
    def push(self, item):
        self.model.append(item)
        self.real.push(item)

    @precondition(lambda self: self.model)
    @rule()
    def pop(self):
        assert self.real.pop() == self.model.pop()

    @invariant()
    def as_long(self):
        assert len(self.real) == len(self.model)


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=15, stateful_step_count=20)
"""
ORDER = {"test_order[1]", "test_order[2]"}
POP = {"test_pops_backwards", "PairCase.test_two", "TestMachine"}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("stack"), "stack", STACK, TESTS) as found:
        yield found


def test_all_are_taken_and_the_solution_passes(stack):
    """They were left behind: "uses Stack while the tests are collected, outside of any test"."""
    assert not stack.adopted.named
    assert not stack.failed(STACK)


@pytest.mark.parametrize(
    ("old", "new", "fails"),
    [
        ("self._items.pop()", "self._items.pop(0)", POP),
        ('raise Empty("nothing there")', "return None", {"test_pops_backwards"}),
        ("if not self._items:", "if len(self._items) < 2:", POP),
        ("sum(numbers) / len(numbers)", "sum(numbers)", {"test_mean_lies_between"}),
        # Most lists of few numbers have one of them twice; a case with a part of it copied has.
        (
            "return len(self._items)",
            "return len(set(self._items))",
            {"TestLength.test_len", "TestMachine"},
        ),
        (
            "iter(self._items)",
            "iter(sorted(self._items))",
            ORDER | {"test_any_place"},
        ),
    ],
)
def test_a_wrong_file_fails_what_it_would_fail_in_plain_pytest(stack, old, new, fails):
    assert set(stack.changed(old, new)) == fails


def test_the_call_that_is_shown_is_the_student_s(stack):
    found = stack.changed("self._items.pop()", "self._items.pop(0)")
    for name in POP:
        call = found[name].counterexample.call
        assert call.startswith("stack = Stack("), call
        assert call.endswith("stack.pop()"), call


def test_a_method_is_drawn_for_alike_each_time_that_it_is_run(stack):
    """It said: The test asks something else each time that it is run."""
    found = stack.changed("return len(self._items)", "return len(set(self._items))")
    shown = found["TestLength.test_len"]
    assert "something else" not in (shown.message or "")
    again = stack.changed("return len(self._items)", "return len(set(self._items))")
    assert again["TestLength.test_len"].counterexample.call == shown.counterexample.call


def test_their_names_are_their_titles_as_those_of_other_imported_tests(stack):
    titles = {name: one.title for name, one in stack.failed("").items()}
    assert titles["test_mean_lies_between"] == "Mean lies between."
    assert titles["test_order[1]"] == "Items are kept in their order."


MIDDLE = """\
def middle(numbers):
    return sorted(numbers)[len(numbers) // 2]
"""
TESTS_MIDDLE = """\
from middle import middle


def test_half_are_below():
    numbers = [5, 1, 2, 3]
    assert sum(n < middle(numbers) for n in numbers) <= len(numbers) / 2
"""


def test_what_a_loop_asks_is_not_taken_for_the_list_that_the_test_gave(tmp_path):
    """It said: The test makes 2 of the list that it gave; expected at least 3, made of it."""
    with imported(tmp_path, "middle", MIDDLE, TESTS_MIDDLE) as found:
        told = found.changed("sorted(numbers)[len(numbers) // 2]", "max(numbers)")
    shown = told["test_half_are_below"]
    assert "that it gave" not in shown.message
    assert shown.counterexample.how == "returned"
    assert shown.counterexample.got == "5"
    assert "middle(" in shown.counterexample.call


MEAN = """\
def mean(numbers):
    return sum(numbers) / len(numbers)
"""
TESTS_MEAN = """\
from hypothesis import given
from hypothesis import strategies as st

from mean import mean


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1))
def test_lies_between(numbers):
    assert min(numbers) <= mean(numbers) <= max(numbers)
"""


@pytest.fixture(scope="module")
def mean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("mean"), "mean", MEAN, TESTS_MEAN) as found:
        yield found


def test_what_is_drawn_for_the_call_that_is_shown_is_as_small_as_can_be(mean):
    """It was as it had been drawn: six numbers, of twenty digits some of them."""
    told = mean.changed("sum(numbers) / len(numbers)", "sum(numbers)")
    assert set(told) == {"test_lies_between"}
    shown = told["test_lies_between"].counterexample
    assert shown.call == "mean(numbers)"
    assert shown.values.arguments["numbers"].text in ("[1, 1]", "[-1, -1]")
    assert shown.got in ("2", "-2")
