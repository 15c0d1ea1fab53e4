"""An expected value that a check made of other answers of the student's, as f(a) + f(b) where
f(a + b) is asked for: a broken law, of which nobody knows which answer is wrong. It is not what was
expected of the one that is shown, and is not called so.

With right answers all over, the same body compares with the right value. Where that is another one,
the student's answers are in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ..checks.assertions import assert_same
from ..checks.mismatch import Mismatch, shown
from ..checks.proxy import Handle
from ..judge.channels import AnotherAnswer, ReferenceStopped
from ..judge.check_runner import CheckRunner
from ..judge.outcomes import Failure, Judged
from ..judge.recording import Recording
from ..wire.messages import CALLS, Returned
from ..wording.origin import answer_of
from .call import Call, call_of

COMPUTED = "computed from your answers"
_MOST = 3


def marked(failure: Failure, right: Sequence[Any]) -> Failure:
    """The failure, with whether its expected value was made so. right: what the same body compares
    with where all answers are right."""
    number = failure.compared
    if number is None or number >= len(right):
        return failure
    if right[number] is None and failure.want is not None:
        return failure  # the body asks for something else there: it has gone another way
    return replace(failure, made=not _is_same(failure.want, right[number]))


def looked_at(failure: Failure, runner: CheckRunner, judged: Judged, number: int) -> Failure:
    """The same of a recorded case as it is."""
    if failure.made is not None or failure.compared is None or number >= len(judged.check.cases):
        return failure
    if not judged.check.replayable:
        return failure  # what was drawn isn't written down
    try:
        return marked(failure, runner.wanted(judged.check, number))
    except (ReferenceStopped, AnotherAnswer):
        return failure


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, Handle) or isinstance(other, Handle):
        return True  # asked what it is, it would have to answer
    try:
        assert_same(one, other)
    except Mismatch:
        return False
    except TypeError:
        pass  # what can't be compared
    return True


def sentence(failure: Failure, recording: Recording) -> str:
    """Which other answers the expected value was made of."""
    lines = list(_others(failure, recording))
    if not lines:
        return "What stands as expected is computed from this very answer."
    said = "The check computes what it expects from other answers of your code, of which any may be"
    more = ["…"] if len(lines) > _MOST else []
    return "\n".join([f"{said} wrong:", *lines[:_MOST], *more])


def _others(failure: Failure, recording: Recording) -> Iterator[str]:
    for number, (operation, answer) in enumerate(failure.steps):
        plain = operation.do in CALLS and operation.target is None
        if plain and number != failure.origin.call and isinstance(answer, Returned):
            value = shown(answer_of(answer))
            yield f"{_short(call_of(operation, recording))} returned {value}"


def _short(call: Call) -> str:
    return f"{call.name}({', '.join(map(shown, call.arguments.values()))})"
