"""Judges one case: runs a check's body with a student's answers and says how it went.

A case passes when the body returns. Everything else is a Failure, with the operations that led to
it. An exception of the body's own, after a strange answer, fails the student's case and not us:
the body ran through on the reference's answers when the case was recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis.errors import UnsatisfiedAssumption

from ..checks.mismatch import Mismatch
from ..checks.proxy import Channel, StudentError
from ..checks.sharing import CannotCross
from ..worker import messages
from ..worker.messages import Operation, Outcome, Raised, WireError
from .allowance import Answers, size
from .cases import RecordedCase
from .channels import Trace, WorkerStopped
from .collect import Checks
from .guise import spoke_for_itself
from .origin import Origin, Steps, of_first_answer, of_stale_answer, origin
from .telling import Told, told, unusable


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a case failed. kind: a Mismatch's kind, "error", "forbidden" or a worker's ending.

    right: what the reference answers to the first of the steps, as far as it was asked the same.
    expected: what should have come, in words, where it is no value. place: where the wrong value
    came from, where that is known already.
    bare: the answers were too large to be kept, and with them what there is to explain.
    """

    kind: str
    message: str
    got: Any
    want: Any
    steps: tuple[tuple[Operation, Outcome | None], ...]
    raised: Raised | None = None
    right: tuple[Outcome | None, ...] = ()
    bare: bool = False
    expected: str = ""
    place: Origin | None = None
    _origin: list[Origin] = field(default_factory=list, init=False, compare=False, repr=False)

    @property
    def is_unwritten(self) -> bool:
        """Whether the stub was left as it is: the call raised a bare NotImplementedError.

        Libraries raise it too, with a message about what they can't do.
        """
        last = self.steps[-1][1] if self.steps else None
        return isinstance(last, Raised) and last.error == "NotImplementedError" and not last.message

    def without_answers(self) -> Failure:
        return Failure(self.kind, self.message, None, None, (), bare=True)

    @property
    def origin(self) -> Origin:
        """Where the wrong value came from. Looked up once: it decodes every answer."""
        if self.place is not None:
            return self.place
        if not self._origin:
            self._origin.append(self._found())
        return self._origin[0]

    def _found(self) -> Origin:
        if self.kind == "lasting":
            return of_first_answer(self.steps)
        if self.kind == "stale":
            return of_stale_answer(self.steps)
        return origin(self.steps, self.right, self.got, self.want)

    @property
    def call(self) -> Operation | None:
        """The call of the student's that a counterexample shows."""
        number = self.origin.call
        return None if number is None else self.steps[number][0]

    def beside(self, asked: Sequence[Operation], answers: Sequence[Outcome | None]) -> Failure:
        """The same failure, with the reference's answers to the same questions."""
        alike = 0
        for operation, (mine, _) in zip(asked, self.steps, strict=False):
            if messages.encode(operation) != messages.encode(mine):
                break
            alike += 1
        return replace(self, right=tuple(answers[:alike]))


def too_large(answers: Answers) -> Failure:
    """The failure of a case whose answers were not looked at."""
    said = f"returned {size(answers) / 2**20:.1f} MiB, far more than was asked for"
    return Failure("large", said, None, None, (), bare=True)


def judge(
    body: Callable[..., None],
    arguments: dict[str, Any],
    checks: Checks,
    student: Channel,
    reference: Channel,
    recorded: RecordedCase | None = None,
    is_no_case: Callable[[Steps], bool] = lambda steps: False,
) -> Failure | None:
    """Runs the body once with these two channels behind its fixtures. recorded: the case that is
    run, where it is one. is_no_case: after `assume` threw it away, whether it would have done so
    with right answers as well; then UnsatisfiedAssumption comes out, for Hypothesis."""
    trace = Trace(student)
    checks.student.to, checks.reference.to = trace, reference
    try:
        body(**arguments)
    except Mismatch as wrong:
        return Failure(wrong.kind, wrong.message, wrong.got, wrong.want, tuple(trace.steps))
    except StudentError as error:
        return _raised(error.raised, trace)
    except WorkerStopped as stopped:
        return Failure(stopped.ending, stopped.detail, None, None, tuple(trace.steps))
    except (pytest.fail.Exception, AssertionError) as error:
        return _told(told(error, trace.steps), trace)
    except UnsatisfiedAssumption as error:
        if is_no_case(trace.steps):
            raise
        return _told(unusable(error, trace.steps), trace)
    except (Exception, WireError, CannotCross) as error:
        return _told(unusable(error, trace.steps), trace)
    if recorded is None:
        return None
    posing = spoke_for_itself(trace.steps, recorded.asked, recorded.expected)
    return None if posing is None else _told(posing, trace)


def _told(said: Told, trace: Trace) -> Failure:
    return Failure(
        said.kind,
        said.message,
        said.got,
        said.want,
        tuple(trace.steps),
        expected=said.expected,
        place=said.origin,
    )


def _raised(raised: Raised, trace: Trace) -> Failure:
    if raised.forbidden:
        return Failure("forbidden", raised.forbidden, None, None, tuple(trace.steps), raised)
    kind = "out_of_memory" if "MemoryError" in raised.bases else "error"
    last = trace.steps[-1][0]
    # Asking an object for what it lacks is no call, and is what has to be shown.
    place = Origin(len(trace.steps) - 1, whole=True) if last.faithful and last.do == "get" else None
    return Failure(kind, raised.message, None, None, tuple(trace.steps), raised, place=place)
