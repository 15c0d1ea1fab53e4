"""What answers may cost the grader: no right one comes near, and what goes beyond is not kept."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from grader.judge import answer_budget
from grader.judge.answer_budget import LOOKS, MAX_KEPT, SPARE_VALUES, AnswerBudget
from grader.process.batches import MAX_BATCH
from grader.wire import messages
from grader.wire.arrays import Tensor
from grader.wire.data import Seq
from grader.wire.messages import Returned
from grader.wire.msgpack_size import count
from grader.wire.ranges import in_ranges
from grader.wire.values import to_wire


def answers(value: Any) -> list[msgspec.Raw]:
    return [msgspec.Raw(messages.encode(Returned(to_wire(value))))]


def test_a_right_answer_is_looked_at_however_it_is_written_down():
    """The largest: a tensor for each of the numbers, where an array of bytes was due."""
    numbers = np.zeros((300, 500), dtype=bool)
    tensors = [[Tensor(np.array(v)) for v in row] for row in numbers]
    allowance = AnswerBudget()
    assert all(
        allowance.may_be_judged(answers(tensors), answers(numbers)) for _ in range(20)
    )  # and takes nothing from what is spare


def test_what_is_spare_is_for_one_check_and_used_up_once():
    """A check may ignore an answer, and then it may be anything; not in every case."""
    allowance, large = AnswerBudget(), answers([0] * (SPARE_VALUES // 2))
    seen = [allowance.may_be_judged(large, answers(0)) for _ in range(4)]
    assert seen == [True, True, False, False]
    assert allowance.may_be_judged(answers(1), answers(0))
    allowance.room(0)
    assert allowance.may_be_judged(large, answers(0))


def test_the_numbers_of_a_range_count_although_they_are_not_sent():
    """Whoever looks at it as at a list writes them all out: once, and not in every case."""
    allowance, nested = AnswerBudget(), answers([{"a": (range(0, -2 * SPARE_VALUES, -4),)}])
    seen = [allowance.may_be_judged(nested, answers(0)) for _ in range(4)]
    assert seen == [True, True, False, False]
    assert allowance.may_be_judged(answers(range(3)), answers([0] * 30))
    assert not allowance.may_be_judged(answers([range(10)] * 9), answers(0))
    for endless in (range(10**30), range(10**15)):
        assert not AnswerBudget().may_be_judged(answers(endless), answers([0] * 1000))
        assert not AnswerBudget().may_be_explained(answers(endless))


def test_a_right_answer_of_ranges_is_looked_at_in_every_case():
    """As long as the reference's, written out or not."""
    for right in (range(10**6), list(range(10**5))):
        allowance, mine = AnswerBudget(), answers((range(len(right)),))
        assert all(allowance.may_be_judged(mine, answers(right)) for _ in range(20))


def test_the_text_of_a_range_is_no_range():
    """Nor is what can't be one: whoever reads it says so."""
    odd = [
        Seq("builtins.range", ["a", 10**9, 1]),
        Seq("builtins.range", [0, 10**9, 0]),
        "builtins.range",
    ]
    raws = [msgspec.Raw(messages.encode(Returned(value))) for value in odd]
    assert in_ranges([*raws, msgspec.Raw(b"\xaebuiltins.range")]) == 0
    assert in_ranges(answers(range(5, 1, -3))) == 2


def test_counting_is_bounded_for_a_check_and_for_what_is_kept(monkeypatch):
    """To count is work: where there are too many values, the next case is refused by its size."""
    counted = []

    def watched(raw, most):
        counted.append(min(count(raw, most), most + 1))
        return counted[-1]

    monkeypatch.setattr(answer_budget, "count", watched)
    allowance, large = AnswerBudget(), answers(["a", None] * (SPARE_VALUES // 3))
    assert [allowance.may_be_judged(large, answers(0)) for _ in range(50)] == [True] + [False] * 49
    assert sum(counted) <= 2 * SPARE_VALUES
    counted.clear()
    for _ in range(50):
        allowance.may_be_explained(large)
    assert sum(counted) <= LOOKS + 50


def test_what_is_found_to_be_too_much_leaves_nothing_to_spare():
    """Else each case of a check would be counted as far as the first was."""
    allowance, far_too_large = AnswerBudget(), answers([0] * (SPARE_VALUES + 100))
    assert not allowance.may_be_judged(far_too_large, answers(0))
    assert not allowance.may_be_judged(answers([0] * 1000), answers(0))
    assert allowance.may_be_judged(answers(0), answers(0))


def test_answers_are_kept_as_objects_only_as_far_as_there_is_room():
    """Small to send, large to keep."""
    allowance, dicts = AnswerBudget(), answers([{}] * 30_000)
    kept = sum(allowance.may_be_explained(dicts) for _ in range(100))
    assert 1 <= kept <= MAX_KEPT // (200 * 30_000)


def test_wrong_answers_leave_room_for_right_ones_to_the_next_check():
    """Each check earns its own points."""
    allowance = AnswerBudget()
    assert allowance.room(2 * MAX_BATCH).size == MAX_BATCH
    for _ in range(300):
        allowance.kept(answers(b"x" * 2**19))
    assert allowance.room(3 * 2**20).size >= 3 * 2**20
    assert allowance.room(0).size <= 2**20
