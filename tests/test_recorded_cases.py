"""What the shipped cases have in them: laws that hold for the checks of every exercise."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

import numpy as np
import pytest

from grader.judge import shipped
from grader.judge.recording import Recording
from grader.judge.shipped import Shipped
from grader.prove.lasting import unwatched
from grader.sets import library
from grader.wire import messages
from grader.wire.arrays import Tensor
from grader.wire.messages import CALLS
from grader.wire.values import from_wire

SETS = ("convolution", "pooling", "tour")
EXERCISES = [e.id for name in SETS for e in library.load_set(name).exercises]
Arrays = tuple[np.ndarray[Any, Any], ...]


@cache
def recorded(name: str) -> Recording:
    exercise = library.find_exercise(name)
    recording = Shipped.of(exercise).recording(shipped.key_of(exercise))
    assert recording is not None, f"kata record {name}"
    return recording


def arrays_given(name: str) -> dict[str, list[Arrays]]:
    """By function, the arrays of each call that has some."""
    found: dict[str, list[Arrays]] = defaultdict(list)
    for check in recorded(name).checks:
        for raw in (raw for case in check.cases for raw in case.asked):
            asked = messages.operation(raw)
            if asked.do in CALLS and asked.target is None and asked.name:
                given = (*asked.args, *asked.kwargs.values())
                values = [from_wire(value, lambda held: held, ours=True) for value in given]
                arrays = [v.array if isinstance(v, Tensor) else v for v in values]
                own = tuple(a for a in arrays if isinstance(a, np.ndarray))
                if own:
                    found[asked.name].append(own)
    return found


def is_narrow(array: np.ndarray[Any, Any]) -> bool:
    return array.dtype.kind in "iu" and array.dtype.itemsize <= 2


def leaves_its_range(array: np.ndarray[Any, Any]) -> bool:
    """Whether its numbers, summed in its own type, may be others than they are."""
    return bool(np.abs(array.astype(float)).sum() > np.iinfo(array.dtype).max)


@pytest.mark.parametrize("name", EXERCISES)
def test_where_integers_are_taken_all_operands_are_narrow_together(name):
    """One wide operand makes the others wide: who computes in the common type is found out only
    where that is narrow, and where the numbers leave its range."""
    for function, calls in arrays_given(name).items():
        takes_integers = [array for arrays in calls for array in arrays if array.dtype.kind in "iu"]
        if takes_integers:
            narrow = [arrays for arrays in calls if all(map(is_narrow, arrays))]
            assert len(narrow) >= 5, function
            most = max(map(len, calls))
            assert any(len(arrays) == most for arrays in narrow), function
            assert any(leaves_its_range(array) for arrays in narrow for array in arrays), function


@pytest.mark.parametrize("name", EXERCISES)
def test_every_answer_that_could_change_is_asked_for_again(name):
    """After other calls: an answer, once given, never changes."""
    assert unwatched(recorded(name).checks) == ()
