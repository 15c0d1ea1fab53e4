"""What answers may cost the grader in a check that asks as it goes, and no right one is refused."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from conftest import GOOD_DOUBLE, check

from grader.judge import live_budget
from grader.judge.answer_budget import SPARE_VALUES, VALUES_PER_BYTE
from grader.judge.live_budget import MAX_CASE, SEARCH_BYTES, LiveBudget
from grader.wire import messages
from grader.wire.messages import Returned
from grader.wire.msgpack_size import count
from grader.wire.values import to_wire


def answer(value: Any) -> list[msgspec.Raw]:
    return [msgspec.Raw(messages.encode(Returned(to_wire(value))))]


NUMBERS = answer([300] * 400_000)  # more than a megabyte
ARRAY = answer(np.zeros(2**20))  # eight


def test_what_is_small_is_never_counted():
    """Case after case: each lets go of what came before."""
    budget, small = LiveBudget(), answer(list(range(100_000)))
    for _ in range(50):
        budget.new_case()
        assert budget.may_be_looked_at(small)


def test_arrays_may_fill_a_case_and_the_next_one_too():
    """They decode to what they are on the wire."""
    budget = LiveBudget()
    for _ in range(5):
        budget.new_case()
        assert [budget.may_be_looked_at(ARRAY) for _ in range(8)] == [True] * 7 + [False]


def test_the_room_for_an_answer_shrinks_with_those_before_it_in_the_case():
    """Else a case's answers together could be as large as its operations are many."""
    budget = LiveBudget()
    assert budget.room().size == MAX_CASE
    budget.may_be_looked_at(ARRAY)
    assert MAX_CASE - budget.room().size == len(memoryview(ARRAY[0]))
    budget.new_case()
    assert budget.room().size == MAX_CASE


def test_ranges_are_counted_however_few_bytes_they_take():
    """Else each case could make a list of any length of one."""
    budget, seen = LiveBudget(), []
    for _ in range(4):
        budget.new_case()
        seen.append(budget.may_be_looked_at(answer([range(SPARE_VALUES // 2)])))
    assert seen == [True, True, False, False]
    assert budget.may_be_looked_at(answer([1, 2, 3]))
    budget.answered_by_reference(answer(range(SPARE_VALUES)))
    assert budget.may_be_looked_at(answer(range(SPARE_VALUES)))


def test_in_a_search_what_is_beyond_the_usual_is_charged_however_small():
    """It has hundreds of calls: a megabyte of dicts takes as long to look at in each."""
    budget, part = LiveBudget(), answer([{}] * 50_000)
    large = len(memoryview(part[0]))
    seen = []
    for _ in range(3 * SEARCH_BYTES // large):
        budget.new_case()
        seen.append(budget.may_be_looked_at(part))
    assert all(seen)
    budget.for_a_search(len(memoryview(answer(0)[0])))
    seen = []
    for _ in range(3 * SEARCH_BYTES // large):
        budget.new_case()
        seen.append(budget.may_be_looked_at(part))
    assert SEARCH_BYTES // large <= seen.count(True) <= SEARCH_BYTES // large + 1
    assert seen == sorted(seen, reverse=True)


def test_in_a_search_answers_as_large_as_usual_cost_nothing():
    """Ten times the reference's, whatever they are."""
    budget, part = LiveBudget(), answer([0] * 5_000)
    budget.for_a_search(len(memoryview(part[0])))
    for _ in range(2_000):
        budget.new_case()
        assert all(budget.may_be_looked_at(part) for _ in range(10))


def test_a_search_ends_with_the_best_so_far_when_nothing_is_left(grade, monkeypatch):
    """The failure that was recorded is shown; the verdict is what it was."""
    looked = []
    may_be_looked_at = LiveBudget.may_be_looked_at

    def watched(self, answers):
        looked.append((self._usual, may_be_looked_at(self, answers)))
        return looked[-1][1]

    monkeypatch.setattr(LiveBudget, "may_be_looked_at", watched)
    monkeypatch.setattr(live_budget, "SEARCH_BYTES", 0)
    monkeypatch.setattr(live_budget, "VALUES_PER_BYTE", 0)  # nothing is usual
    report = grade("def double(numbers): return []\n")
    assert check(report, "test_doubles").status == "failed"
    assert check(report, "test_doubles").counterexample is not None
    searched = [may for usual, may in looked if usual == 0]
    assert searched
    assert not any(searched)
    assert len(searched) <= len(report.checks)


def test_values_are_counted_for_the_check_and_not_for_each_case(monkeypatch):
    """To count is work: the third case is refused, and all that are as large after it."""
    counted = []

    def watched(raw, most):
        counted.append(min(count(raw, most), most + 1))
        return counted[-1]

    monkeypatch.setattr("grader.judge.answer_budget.count", watched)
    budget, seen = LiveBudget(), []
    for _ in range(20):
        budget.new_case()
        seen.append(budget.may_be_looked_at(NUMBERS))
    assert seen == [True] * 2 + [False] * 18
    assert sum(counted) <= SPARE_VALUES + 20


def test_what_the_reference_answers_as_well_is_not_taken_from_it():
    """A right answer is as large in every case."""
    budget = LiveBudget()
    for _ in range(10):
        budget.new_case()
        assert budget.may_be_looked_at(NUMBERS)
        budget.answered_by_reference(NUMBERS)
    assert budget.room().values == SPARE_VALUES
    assert VALUES_PER_BYTE * len(memoryview(NUMBERS[0])) > 400_000


def test_small_answers_of_one_case_are_counted_once_they_are_many():
    """A megabyte of each would be as much as the case had calls."""
    budget, part = LiveBudget(), answer([0] * 300_000)
    seen = [budget.may_be_looked_at(part) for _ in range(6)]
    assert seen == [True] * 3 + [False] * 3


@pytest.mark.parametrize(
    ("small", "largest"), [(10, 10**6), (10**6, 2000)], ids=["many values", "many bytes"]
)
def test_a_submission_that_answers_too_much_to_a_live_check_costs_itself_that_check(
    grade, monkeypatch, small, largest
):
    """In a confined worker, and said as where cases are replayed; the session goes on."""
    monkeypatch.setattr(live_budget, "SMALL", small)
    monkeypatch.setattr(live_budget, "MAX_CASE", largest)
    monkeypatch.setattr(live_budget, "SPARE_VALUES", 500)
    report = grade("def double(numbers):\n    return [2 * n for n in numbers] + [0] * 3000\n")
    live = check(report, "test_drawn_inside")
    assert live.status == "crashed"
    assert "too large to be kept" in (live.message or "")
    assert check(report, "test_doubles").status == "failed"
    assert grade(GOOD_DOUBLE).verdict == "passed"
