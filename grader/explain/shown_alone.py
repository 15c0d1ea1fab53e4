"""The lines that are shown of a failure, tried by themselves: in a worker that has just loaded the
file, or the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace as replaced

from ..judge.asked import heard
from ..judge.attempt import Attempt
from ..judge.channels import WorkerStopped
from ..judge.judge import Judge
from ..judge.outcomes import Failure
from ..judge.recording import RecordedCheck
from ..judge.refs import used, with_refs
from ..sets import set_files
from ..wire import messages
from ..wire.messages import AROUND, CALLS, Operation, Outcome, Raised, Returned, WireError
from ..wording.answers import is_setting
from ..wording.given_changes import among, is_change
from ..wording.one_value import values_given
from ..wording.steps_needed import History, handed_back

# Reads of which those are looked for that change something; of more, all are shown.
MOST_READS = 24
T = TypeVar("T")


class Shown:
    """Tries the lines that are shown of a failure, which end with operation `number`, in
    workers that have just loaded the file."""

    def __init__(
        self, judge: Judge, attempt: Attempt, check: RecordedCheck, failure: Failure, number: int
    ) -> None:
        self._judge = judge
        self._source = attempt.source
        self._check = check
        self._steps = failure.steps
        self._reads = failure.reads
        self._ones = values_given(failure.steps, failure.right, failure.given)
        self.number = number
        self.wrong = told(failure.steps[number][1])

    def needed(self, first: Iterable[int]) -> set[int]:
        """The operations that stand in the lines. first: which do in any case."""
        steps = handed_back(self._steps, self.number)
        shown = {*first, *self._reads}
        return History(steps, self.number, False, shown, self._ones).needed()

    def references(self, first: Iterable[int]) -> bytes | None:
        """What the last line gets beside the reference; None where nobody knows."""
        file = set_files.reference_file(self._judge.exercise)
        return None if file is None else self.answer(first, file.read_bytes())

    def answer(self, first: Iterable[int], source: bytes | None = None) -> bytes | None:
        """What the last line gets; None where nobody knows. source: of another file."""
        operations = [operation for operation, _ in self._steps[: self.number + 1]]
        beside = {*filter(self.is_shown_or_not, range(self.number))} - self.needed(first)
        with self._judge.attempt(self._source if source is None else source) as fresh:
            live = fresh.live(self._check)
            live.new_case()
            try:
                *_, last = (live.run(operation)[1] for operation in without(operations, beside))
            except (WorkerStopped, WireError):
                return None
        return told(heard(operations[-1], last) if operations[-1].do in AROUND else last)

    def is_shown_or_not(self, number: int) -> bool:
        """Whether an operation is done only where it stands in the lines: not what is around them,
        who hears what is printed say. Of what is heard together, only the last one hears."""
        operation, answer = self._steps[number]
        if operation.do == "heard":
            return answer is None
        return operation.do not in AROUND or is_setting(operation) or is_change(operation)

    def fails(self, first: Iterable[int]) -> bool:
        return self.answer(first) == self.wrong

    def fewest(self, reads: list[int], beside: Sequence[int] = ()) -> list[int]:
        """Those of the reads that it takes. beside: what else is in the lines."""
        if len(reads) > MOST_READS:
            return reads
        return fewest(reads, others, lambda fewer: self.fails([*beside, *fewer]))

    def are_of_its_own(self, reads: Iterable[int]) -> bool:
        """Whether the reads are of objects alone that stand in the lines without them."""
        made, bare = ({*filter(self.is_made, self.needed(one))} for one in (reads, ()))
        return made <= bare

    def is_made(self, number: int) -> bool:
        """Whether an operation is a call of a function or a class of the file's."""
        operation = self._steps[number][0]
        return operation.do in CALLS and operation.target is None


def told(answer: Outcome | None) -> bytes:
    """An answer, with what became of arguments by what that is: numbers are others in a case with
    fewer operations."""
    if isinstance(answer, (Returned, Raised)):
        answer = replaced(answer, after=[(0, now) for _, now in answer.after])
    return messages.encode(answer)


def fewest(
    every: list[T],
    without: Callable[[list[T], range], list[T]],
    is_enough: Callable[[list[T]], bool],
) -> list[T]:
    """Those that it takes, found by leaving out many of the last ones first."""
    size = (len(every) + 1) // 2
    while size:
        start = len(every) - size
        while start >= 0:
            fewer = without(every, range(start, start + size))
            if fewer and is_enough(fewer):
                every = fewer
            start = min(start, len(every)) - size
        size //= 2
    return every


def others(every: list[T], gone: range) -> list[T]:
    return every[: gone.start] + every[gone.stop :]


def without(operations: Sequence[Operation], gone: Iterable[int]) -> list[Operation]:
    """Without some of them, and those that use what they gave."""
    lost = {*gone}
    for number, operation in enumerate(operations):
        if lost.intersection(used(operation)):
            lost.add(number)
    stay = [number for number in range(len(operations)) if number not in lost]
    places = {number: place for place, number in enumerate(stay)}
    fewer = [with_refs(operations[number], places.__getitem__) for number in stay]
    return among(fewer, operations, stay)
