"""An imported test works with a student's answers in this process, in its own way: `2 ** answer`,
`re.match(answer, …)`, `"{}".format` with a text of the student's. So it is run in a fork first. One
that passes there has passed; one that comes to its end and fails is run here too, to say why.

The student's code is asked once: what was answered in the fork is answered again here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable

from ..imported.shared_arguments import AskedTooMuch
from ..process import forked
from ..wire import messages
from ..wire.messages import Operation, Outcome, WireError
from .channels import Live, Replay, Trace
from .collect import Checks
from .live_budget import Patience

# Of its own time, for one run of a test: what it works or sleeps, see process/clock.py.
RUN_S = 10.0
# What no run is charged for. Each copy of this process costs some of it.
_FREE_S = 0.25
# Beyond what the grader has already.
MEMORY_MIB = 1024

_TOLD = {
    "time": f"the test does not end with this answer: stopped after {RUN_S:.0f} seconds",
    "memory": f"with this answer the test wants more than {MEMORY_MIB} MiB of memory",
}
_ANOTHER = "the test asks something else each time that it is run, and failed"
_NOT_RUN = "not run: other tests have not ended with this file's answers"


def tried(
    body: Callable[[], None], checks: Checks, student: Live | Replay, patience: Patience
) -> Ahead:
    """Runs a body in a fork, with the student's answers."""
    ahead = Ahead(student)
    if patience.left_s <= 0:
        ahead.failure = AskedTooMuch(_NOT_RUN)
        return ahead
    with tempfile.TemporaryDirectory() as folder:

        def job(ask: forked.Ask) -> bool:
            tempfile.tempdir = folder  # it may be ended with files in it
            checks.student.to, checks.reference.to = _Asking(ask), _Nobody()
            try:
                body()
            except BaseException as error:
                # A MemoryError, or what bounds.py makes of one.
                if isinstance(error, MemoryError) or isinstance(error.__context__, MemoryError):
                    raise MemoryError from error
                return False  # why is seen here
            return True

        try:
            fork = forked.tried(job, ahead.answer, min(RUN_S, patience.left_s), MEMORY_MIB)
        except (Exception, WireError) as stopped:
            ahead.failure = stopped
            return ahead
    ahead.passed = fork.well
    if fork.how == "ended":
        patience.left_s -= max(fork.own_s - _FREE_S, 0.0)
    else:
        patience.left_s -= max(fork.own_s, _FREE_S)
        ahead.failure = AskedTooMuch(_TOLD[fork.how])
    return ahead


class Ahead:
    """What came of it, and the channel for the run here, which says why it failed. passed: the
    test did, and needs no other run. failure: why there is to be none."""

    def __init__(self, student: Live | Replay) -> None:
        self._student = student
        self._asked: list[bytes] = []
        self._answers: list[bytes] = []
        self._number = 0
        self._another = False
        self.passed = False
        self.failure: BaseException | None = None

    def answer(self, asked: bytes) -> bytes:
        self._asked.append(asked)
        _, outcome = self._student.run(messages.operation(asked))
        self._answers.append(messages.encode(outcome))
        return self._answers[-1]

    def run_here(self, body: Callable[[], None], trace: Trace) -> None:
        """Runs the body here, if that is needed. trace: what it is to be told from."""
        if self.passed or self.failure is not None:
            trace.steps = self._steps()
            if self.failure is not None:
                raise self.failure
            return
        try:
            with forked.within_memory(MEMORY_MIB):
                body()
        except AskedTooMuch:
            if self._another:
                trace.steps = self._steps()
            raise

    def _steps(self) -> list[tuple[Operation, Outcome | None]]:
        """What was asked in the fork, and answered."""
        answers = [*map(messages.outcome, self._answers), None]
        return list(zip(map(messages.operation, self._asked), answers, strict=False))

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        at, self._number = self._number, self._number + 1
        # The student's code is not asked again: what it would answer was tried by nobody.
        if at >= len(self._answers) or messages.encode(operation) != self._asked[at]:
            self._another = True
            raise AskedTooMuch(_ANOTHER)
        return at, messages.outcome(self._answers[at])


class _Asking:
    """In the fork: the student's code is asked through the process that was forked."""

    def __init__(self, ask: forked.Ask) -> None:
        self._ask = ask
        self._number = 0

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        told = self._ask(messages.encode(operation))
        self._number += 1
        return self._number - 1, messages.outcome(told)


class _Nobody:
    """In the fork: no imported test asks the reference."""

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        raise AssertionError("the reference is not asked here")
