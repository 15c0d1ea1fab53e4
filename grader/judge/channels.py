"""What carries a check's calls: recorded answers, a live worker, or both with a note-taker.

Switch ── one of ──► RecordingChannel   live, and remembers what was asked and answered
                     Replay      remembered answers; goes live where a check asks otherwise
                     Live        one operation at a time, in a worker
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import msgspec

from ..errors import CheckFault
from ..process.batches import SPACE, Ending
from ..process.clock import Shift
from ..process.host import Worker
from ..wire import messages
from ..wire.messages import TOO_LARGE, Operation, Outcome
from .asked import as_told
from .live_budget import LiveBudget

if TYPE_CHECKING:
    # Importing the checks' room loads Hypothesis; most submissions never need it.
    from ..checks.channel import Channel
    from ..checks.in_step import InStep


OUTSIDE = (
    "calls the code that is graded. Only the check itself can: what is asked before its case begins"
    " is asked of no submission. Make it a function of the checks that the check calls with student"
)


class WorkerStopped(Exception):
    """A live worker could not answer: it hung, died or lied."""

    def __init__(self, ending: Ending, detail: str) -> None:
        super().__init__(f"{ending}: {detail}")
        self.ending = ending
        self.detail = detail


class ReferenceStopped(BaseException):
    """The worker that could not answer had the reference: nothing about a submission. Not an
    Exception: Hypothesis would ask again, be answered, and say that the answers change."""

    def __init__(self, ending: Ending, detail: str, within_s: float) -> None:
        super().__init__(f"{ending}: {detail}")
        self.ending = ending
        self.detail = detail
        self.within_s = within_s


class AnotherAnswer(BaseException):
    """Asked the same again, a worker answers something else: by chance, or by the time of day. Not
    an Exception, which a test may catch."""


class CaseChannel(Protocol):
    """A channel that knows where one case ends and the next begins."""

    def run(self, operation: Operation) -> tuple[int, Outcome]: ...

    def new_case(self) -> None: ...


class Switch:
    """The channel that fixtures hold on to; what it leads to changes from case to case. ours: that
    is a reference."""

    def __init__(self, ours: bool = False) -> None:
        self.ours = ours
        self.in_step: InStep | None = None
        self._to: Channel | None = None
        # Kept, as a test that expects some exception would take it for the student's.
        self.stopped: WorkerStopped | None = None

    @property
    def to(self) -> Channel | None:
        return self._to

    @to.setter
    def to(self, channel: Channel | None) -> None:
        """Where a case begins."""
        self._to, self.in_step = channel, None

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        if self._to is None:
            raise CheckFault(OUTSIDE)
        try:
            return self._to.run(operation)
        except WorkerStopped as stopped:
            self.stopped = stopped
            raise


class Live:
    """Each operation is a round trip to a worker that `worker()` gives (a new one if it died).

    reference: it is ours, so that raises ReferenceStopped where it would raise WorkerStopped.
    lost: is told the seconds of a call that did not come back. budget: of the answers; None for
    as much as a worker can send.
    """

    def __init__(
        self,
        worker: Callable[[], Worker],
        call_s: float,
        reference: bool = False,
        lost: Callable[[float], None] = lambda seconds: None,
        budget: LiveBudget | None = None,
    ) -> None:
        self._lost = lost
        self._budget = budget
        self._worker = worker
        self._reference = reference
        self.call_s = call_s
        self._number = 0
        # To this case, as they came.
        self.answers: list[msgspec.Raw] = []

    def new_case(self) -> None:
        self._number = 0
        self.answers = []
        if self._budget is not None:
            self._budget.new_case()

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        room = SPACE if self._budget is None else self._budget.room()
        worker = self._worker()
        if worker.spent and not self._number:
            worker.close()
            worker = self._worker()
        batched = worker.step(operation, self.call_s, self._number > 0, room)
        if batched.ending is not None:
            if batched.ending == "timeout":
                self._lost(self.call_s)
            if self._reference:
                raise ReferenceStopped(batched.ending, batched.detail, self.call_s)
            raise WorkerStopped(batched.ending, batched.detail)
        self._number += 1
        self.answers += batched.cases[0]
        if self._budget is not None and not self._budget.may_be_looked_at(batched.cases[0]):
            raise WorkerStopped("garbled", TOO_LARGE)
        return self._number - 1, messages.outcome(batched.cases[0][0])


class RecordingChannel:
    """Passes operations on and remembers each with its answer, as bytes."""

    def __init__(self, live: CaseChannel) -> None:
        self._live = live
        self.operations: list[msgspec.Raw] = []
        self.outcomes: list[msgspec.Raw] = []
        # Of the check's own time; None where nobody measures it.
        self.shift: Shift | None = None

    def new_case(self) -> None:
        self._live.new_case()
        self.operations, self.outcomes = [], []

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        with self.shift.paused() if self.shift is not None else contextlib.nullcontext():
            number, outcome = self._live.run(operation)
        self.operations.append(msgspec.Raw(messages.encode(operation)))
        self.outcomes.append(msgspec.Raw(messages.encode(outcome)))
        return number, outcome


class Replay:
    """Answers from a recording for as long as the questions are the recorded ones.

    A check whose second call depends on the student's first answer asks otherwise: then what came
    before is repeated in a live worker, and the case goes on there. Where the worker answers that
    otherwise this time, run raises AnotherAnswer: an object with another random key is no object
    to go on with.
    """

    def __init__(
        self,
        operations: list[msgspec.Raw],
        outcomes: list[msgspec.Raw],
        live: Callable[[], CaseChannel],
    ) -> None:
        self._operations = operations
        self._outcomes = outcomes
        self._start_live = live
        self._live: CaseChannel | None = None
        self._number = 0

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        if self._live is None:
            number = self._number
            if number < len(self._outcomes) and (
                messages.encode(operation) == bytes(self._operations[number])
            ):
                self._number += 1
                return number, messages.outcome(self._outcomes[number])
            self._live = self._caught_up()
        return self._live.run(operation)

    def _caught_up(self) -> CaseChannel:
        live = self._start_live()
        live.new_case()
        for raw, told in zip(self._operations, self._outcomes[: self._number], strict=False):
            _, outcome = live.run(messages.operation(raw))
            if messages.encode(outcome) != bytes(told):
                raise AnotherAnswer
        return live


class Trace:
    """Keeps the operations and answers of the case under way, for whoever explains it."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.steps: list[tuple[Operation, Outcome | None]] = []
        self._failed: int | None = None

    def fails(self) -> None:
        """The test has failed: what its fixtures still ask is not what it failed by."""
        self._failed = len(self.steps)

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        self.steps.append((operation, None))
        number, outcome = self._channel.run(operation)
        self.steps[-1] = (operation, outcome)
        return number, outcome

    @property
    def told(self) -> tuple[tuple[Operation, Outcome | None], ...]:
        return as_told(self.steps[: self._failed])
