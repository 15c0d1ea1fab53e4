"""Which of a case's operations it was that didn't come back, or ended the process. A worker tells
of a case when it is over, so nobody knows where it stopped in one that never was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..judge.attempt import Attempt
from ..judge.channels import WorkerStopped
from ..judge.judge import Judge
from ..judge.outcomes import Failure
from ..judge.recording import RecordedCheck
from ..wire.messages import CALLS, Loaded, Operation, Outcome, WireError
from ..wording.place import Origin

_STOPS = ("timeout", "crashed", "out_of_memory")


def where_it_stops(
    judge: Judge, attempt: Attempt, check: RecordedCheck, failure: Failure
) -> Failure:
    """The failure up to that operation, asked one after the other in a worker that has just loaded
    the file; as it is where that tells nothing. Costs the time of one more call."""
    if failure.kind not in _STOPS or len(failure.steps) < 2:
        return failure
    if any(answer is not None or asked.faithful for asked, answer in failure.steps):
        return failure  # it was asked one by one
    with judge.attempt(attempt.source) as fresh:
        if not isinstance(fresh.loaded, Loaded):
            return failure
        answers, ending = _answers(fresh, check, [asked for asked, _ in failure.steps])
    number = len(answers)
    if ending != failure.kind or failure.steps[number][0].do not in CALLS:
        return failure
    under_way = (failure.steps[number][0], None)
    told = zip((asked for asked, _ in failure.steps), answers, strict=False)
    return replace(failure, steps=(*told, under_way), place=Origin(number, whole=True))


def _answers(
    fresh: Attempt, check: RecordedCheck, asked: Sequence[Operation]
) -> tuple[list[Outcome], str | None]:
    """What is answered one after the other, and how the worker ended that did not answer more."""
    live = fresh.live(check)
    live.new_case()
    answers: list[Outcome] = []
    try:
        for operation in asked:
            answers.append(live.run(operation)[1])
    except WireError:
        return answers, None
    except WorkerStopped as stopped:
        return answers, stopped.ending
    return answers, None
