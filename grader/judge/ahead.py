"""An imported test works with a student's answers in this process, in its own way: `2 ** answer`,
`re.match(answer, …)`, `"{}".format` with a text of the student's. So it is run in a fork first. One
that passes there has passed; one that comes to its end and fails is run here too, to say why; one
that crashed there never is.

The student's code is asked once: what was answered in the fork is answered again here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable

from ..checks.channel import Channel
from ..imported.shared_arguments import AskedTooMuch
from ..process import forked
from ..wire import messages
from ..wire.messages import Operation, Outcome, WireError
from .channels import Trace
from .collect import Checks
from .live_budget import Patience

# Beyond what the grader has already.
MEMORY_MIB = 1024

_STUDENT, _REFERENCE = b"s", b"r"
_ANOTHER = "the test asks something else each time that it is run, and failed"
_NOT_RUN = "not run: other tests have not ended with this file's answers"


def tried(
    body: Callable[[], None],
    checks: Checks,
    student: Channel,
    reference: Channel,
    patience: Patience,
    usual_s: float = 0.0,
) -> Ahead:
    """Runs a body in a fork, with the student's answers. usual_s: how long it takes with the
    reference's."""
    ahead = Ahead(student, reference)
    if patience.left_s <= 0:
        ahead.failure = AskedTooMuch(_NOT_RUN)
        return ahead
    with tempfile.TemporaryDirectory() as folder:

        def job(ask: forked.Ask) -> bool:
            tempfile.tempdir = folder  # it may be ended with files in it
            checks.student.to = _Asking(ask, _STUDENT)
            checks.reference.to = _Asking(ask, _REFERENCE)
            try:
                body()
            except BaseException as error:
                # A MemoryError, or what bounds.py makes of one.
                if isinstance(error, MemoryError) or isinstance(error.__context__, MemoryError):
                    raise MemoryError from error
                return False  # why is seen here
            return True

        limit_s = patience.limit_s(usual_s)
        try:
            fork = forked.tried(job, ahead.answer, limit_s, MEMORY_MIB)
        except (Exception, WireError, AskedTooMuch) as stopped:
            ahead.failure = stopped
            return ahead
    ahead.passed = fork.well
    if fork.how in ("ended", "died"):
        patience.charge(fork.own_s, usual_s)
    else:
        patience.charge_unended(fork.own_s)
    if fork.how != "ended":
        ahead.failure = AskedTooMuch(_told(fork.how, limit_s))
    return ahead


def _told(how: forked.How, limit_s: float) -> str:
    if how == "memory":
        return f"with this answer the test wants more than {MEMORY_MIB} MiB of memory"
    if how == "died":
        return "the test crashes with this answer"
    return f"the test does not end with this answer: stopped after {max(limit_s, 1):.0f} seconds"


class Ahead:
    """What came of it, and the channels for the run here, which says why it failed. passed: the
    test did, and needs no other run. failure: why there is to be none."""

    def __init__(self, student: Channel, reference: Channel) -> None:
        self.student, self.reference = Told(student), Told(reference)
        self.passed = False
        self.failure: BaseException | None = None

    def answer(self, asked: bytes) -> bytes:
        whom = self.student if asked[:1] == _STUDENT else self.reference
        return whom.answer(asked[1:])

    def run_here(self, body: Callable[[], None], trace: Trace) -> None:
        """Runs the body here, if that is needed. trace: what it is to be told from."""
        if self.passed or self.failure is not None:
            trace.steps = self.student.steps()
            if self.failure is not None:
                raise self.failure
            return
        try:
            with forked.within_memory(MEMORY_MIB):
                body()
        except AskedTooMuch:
            if self.student.another or self.reference.another:
                trace.steps = self.student.steps()
            raise


class Told:
    """What one channel was asked in the fork, and answered: it answers that here again. another:
    whether it was asked something else."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._asked: list[bytes] = []
        self._answers: list[bytes] = []
        self._number = 0
        self.another = False

    def answer(self, asked: bytes) -> bytes:
        self._asked.append(asked)
        _, outcome = self._channel.run(messages.operation(asked))
        self._answers.append(messages.encode(outcome))
        return self._answers[-1]

    def steps(self) -> list[tuple[Operation, Outcome | None]]:
        answers = [*map(messages.outcome, self._answers), None]
        return list(zip(map(messages.operation, self._asked), answers, strict=False))

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        at, self._number = self._number, self._number + 1
        # The student's code is not asked again: what it would answer was tried by nobody.
        if at >= len(self._answers) or messages.encode(operation) != self._asked[at]:
            self.another = True
            raise AskedTooMuch(_ANOTHER)
        return at, messages.outcome(self._answers[at])


class _Asking:
    """In the fork: somebody is asked through the process that was forked."""

    def __init__(self, ask: forked.Ask, whom: bytes) -> None:
        self._ask, self._whom = ask, whom
        self._number = 0

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        told = self._ask(self._whom + messages.encode(operation))
        self._number += 1
        return self._number - 1, messages.outcome(told)
