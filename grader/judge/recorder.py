"""Records a check's cases: runs it once under Hypothesis, against its own reference.

Two workers have the reference here: one plays the student, one is itself. No submission is near.
"""

from __future__ import annotations

import math
import os
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import msgspec
from hypothesis.errors import UnsatisfiedAssumption

from ..asserts.claims import claim_of
from ..checks.channel import StudentError
from ..checks.machines import Drawing, settled
from ..checks.mismatch import Mismatch
from ..checks.notes import take_notes
from ..checks.programs import take_lacking
from ..checks.proxy import Handle
from ..errors import CheckFault, GpuTrouble, ReferenceFault, ReferenceSlow
from ..imported import endings
from ..imported.shared_arguments import CannotCross
from ..process.clock import Clock, Shift
from ..wire import messages
from ..wire.arrays import Tensor
from ..wire.data import holds_object
from ..wire.values import to_wire
from ..wording import sentences
from .channels import Live, RecordingChannel, ReferenceStopped
from .choices import of_this_case
from .collect import Check, Checks
from .recording import RecordedCase, RecordedCheck
from .unheard import unheard

# A check's own work on a case that takes so long is written down.
LONG_S = 1.0
# What an author may do instead, by what is said.
_INSTEAD = dict.fromkeys(
    ("async_generator", "coroutine"), "; awaited(student.f, …) has what is asynchronous"
)
# What Python answers here and now of an object that stayed over there, by what is in the line.
_OVER_THERE = {"__name__": 'x.is_a("file.Class") asks an object for its class'}
_ONE_OBJECT = '; student.lib("operator").is_(a, b) asks whether both are one object'
_EQUAL = "; assert_same(a, b) compares objects by their fields"
_A_TENSOR = (
    "; a tensor arrives as its data: assert_same(got, want) compares it with its dtype and device, "
    "got.array is a NumPy array, got.dtype a text"
)
_BOTH_WAYS = (
    "it takes student or reference, and checks.py also imports the student's module, as tests do "
    "that are imported. Use student.f(…) everywhere, or the import everywhere"
)
# What a handle has itself, used as if it were an attribute.
_A_HANDLES = re.compile(r"(\w*)\.(value|hold|alter|record|types)\b(?! *\()")
_OWN_EXCEPTION = (
    "; for an exception of the file's own: assert_raises(student.NoSuchKey, function, …)"
)


def record(check: Check, checks: Checks, actors: tuple[Live, Live], seed: int) -> RecordedCheck:
    """A check with every case it drew.

    Raises CheckFault when the reference fails: then the check or the reference is wrong.
    GpuTrouble when it fails on CUDA alone. ReferenceSlow when it took too long, for which the
    machine may be the reason.
    """
    tape = _Tape(check, checks, actors)
    take_lacking()  # what judging a submission may have left
    with reference_answers(check):
        try:
            checks.run(check, lambda _, fixtures: tape.run(fixtures, seed))
        except GpuTrouble:
            raise
        except BaseException as error:
            if not (isinstance(error, (Exception, CannotCross)) or endings.is_the_tests(error)):
                raise
            why = _BOTH_WAYS if _asks_both_ways(check, error) else _said(error)
            said = f"{check.name} fails on its own reference: {why}"
            if check.device == "cuda":
                # On the CPU it holds for the reference, or nothing would be recorded at all.
                raise GpuTrouble(said) from error
            theirs = isinstance(error, StudentError) and bool(error.raised.frames)
            raise (ReferenceFault if theirs else CheckFault)(f"The check {said}") from error
    take_notes()
    if lacking := take_lacking():
        said = f"The check {check.name} asks in vain: {', '.join(lacking)}."
        raise CheckFault(said, "Is it misspelt in programs(…)?")
    return RecordedCheck(
        name=check.name,
        title=check.title,
        points=check.points,
        device=check.device,
        takes_device=check.takes_device,
        cases=tape.cases,
        replayable=tape.replayable,
        lost=tape.lost,
        took_s=tape.took_s if tape.took_s >= LONG_S else msgspec.UNSET,
    )


def _said(error: BaseException) -> str:
    """Why, in words that an author can use, with what to do where that is known."""
    said = _why(error)
    met = _A_HANDLES.search(said) if isinstance(error, (AssertionError, TypeError)) else None
    if met and isinstance(_local(error, met[1]), (Handle, type(None))):
        name = met[2]
        return said + f"; .{name} is every handle's own, .hold(\"{name}\").value() is the object's"
    more = next((more for known, more in _INSTEAD.items() if known in said), "")
    if not more and isinstance(error, (AssertionError, TypeError, AttributeError)):
        more = next((f"; {told}" for known, told in _OVER_THERE.items() if known in said), "")
    return said + (more or _of_a_tensor(error, said) or _of_objects(error))


def _of_a_tensor(error: BaseException, said: str) -> str:
    """How to look at a tensor, which is none of torch's here: torch isn't loaded."""
    if not isinstance(error, (AssertionError, TypeError, AttributeError)):
        return ""
    names = re.findall(r"\w+", said)
    is_one = any(isinstance(_local(error, name), Tensor) for name in dict.fromkeys(names))
    return _A_TENSOR if is_one or "'Tensor' object" in said or "not Tensor" in said else ""


def _asks_both_ways(check: Check, error: BaseException) -> bool:
    taken = {"student", "reference"} & set(check.item.fixturenames)
    return check.imported and bool(taken) and isinstance(error, CannotCross)


def _local(error: BaseException, name: str) -> Any:
    """What a name of the checks stood for where they raised; None where that isn't known."""
    steps = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    theirs = [frame for frame in steps if Path(frame.f_code.co_filename).name.startswith("checks")]
    return theirs[-1].f_locals.get(name) if theirs else None


def _of_objects(error: BaseException) -> str:
    """How to ask for what was claimed of what stands for objects, which is compared here."""
    from ..wording.claim_words import HEARING  # no check of most sets ever fails here

    claim = claim_of(error, HEARING) if isinstance(error, AssertionError) else None
    if claim is None or not claim.sides:
        return ""
    if not any(isinstance(side.value, Handle) for side in claim.sides):
        return ""
    return {"is": _ONE_OBJECT, "==": _EQUAL}.get(claim.relation, "")


def _why(error: BaseException) -> str:
    if isinstance(error, StudentError):
        where = error.raised.frames[-1:] if error.raised.frames else ()
        line = f", line {where[0].line}" if where else ""
        raised = error.raised
        said = f"it raises {raised.error}: {raised.message} (solution.py{line})"
        if raised.bases and raised.error not in raised.bases:
            said += f"; a check knows it as the builtin that it is derived from, {raised.bases[0]}"
        return said
    if isinstance(error, Mismatch):
        return error.message or f"its two answers differ ({error.kind}); is it random?"
    if isinstance(error, CheckFault):
        return error.message
    if isinstance(error, UnsatisfiedAssumption):
        return "assume() throws its only case away; other cases can be drawn only with @given"
    if isinstance(error, hypothesis.errors.Flaky):
        return "its answers change from call to call"
    said = f"{type(error).__name__}: {error}".strip(": ") + _in_checks(error)
    return said + (_OWN_EXCEPTION if _catches_no_class(error) else "")


def _catches_no_class(error: BaseException) -> bool:
    """Whether pytest, unittest or Python was given a function of the file's to catch, or its class,
    which is over there and none here."""
    said = str(error)
    caught = "BaseException" in said or "an exception type" in said
    return isinstance(error, TypeError) and caught and "student." in _in_checks(error)


def _in_checks(error: BaseException) -> str:
    """The line of the checks that raised, for its author."""
    for step in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(step.filename).name
        if file.startswith("checks"):
            return f" ({file}:{step.lineno}: {step.line})"
    return ""


@contextmanager
def reference_answers(check: Check) -> Iterator[None]:
    """Nobody's submission is to blame when the reference itself doesn't answer."""
    try:
        yield
    except ReferenceStopped as stopped:
        if check.device == "cuda":
            raise GpuTrouble("the reference gets no answer from it") from stopped
        raise _no_answer(check.name, stopped) from stopped


def _no_answer(name: str, why: ReferenceStopped) -> CheckFault:
    """What to tell where the reference's own worker stopped in a check."""
    if why.ending in ("timeout", "cpu"):
        said = f"The check {name}: the reference took longer than {why.within_s:g} s here; "
        return ReferenceSlow(said + "the machine is busy, or it is too slow.", "Try again later.")
    said = why.detail or sentences.ENDED.get(why.ending, why.ending)
    return CheckFault(f"The check {name} fails on its own reference: its process stopped: {said}")


class _Tape:
    """The cases of one check, as they are drawn."""

    def __init__(self, check: Check, checks: Checks, actors: tuple[Live, Live]) -> None:
        self._check = check
        self._checks = checks
        self._student, self._reference = RecordingChannel(actors[0]), RecordingChannel(actors[1])
        self._body = check.body
        self.cases: list[RecordedCase] = []
        self.replayable = True
        self.lost = 0
        self.took_s = 0.0

    def run(self, fixtures: dict[str, Any], seed: int) -> None:
        def one(**arguments: Any) -> None:
            self._one(arguments, fixtures)

        if self._check.is_random:
            with self._check.body_replaced(one) as function:
                hypothesis.seed(seed)(function)(**fixtures)
        else:
            one(**fixtures)

    def _one(self, arguments: dict[str, Any], fixtures: dict[str, Any]) -> None:
        drawn = {n: v for n, v in arguments.items() if n not in fixtures}
        runs = {n: v for n, v in drawn.items() if isinstance(v, Drawing)}
        # Before the body runs, which may change what was drawn.
        raw = self._written({n: v for n, v in drawn.items() if n not in runs})
        # What a run's steps are is chosen while it happens.
        chosen = list(of_this_case()) if self._check.is_random and not runs else None
        for channel in (self._student, self._reference):
            channel.new_case()
        self._checks.student.to, self._checks.reference.to = self._student, self._reference
        shift = Shift(Clock(os.getpid()))
        self._student.shift = self._reference.shift = shift
        shift.begin()
        try:
            with unheard():
                self._body(**arguments)
        except UnsatisfiedAssumption:
            self.lost += bool(self._student.operations)
            raise
        self.took_s = max(self.took_s, math.ceil(shift.own_s()) if shift.asked_s >= LONG_S else 0)
        raw |= self._written(settled(runs))
        self.cases.append(
            RecordedCase(
                raw,
                self._student.operations,
                self._student.outcomes,
                self._reference.operations,
                self._reference.outcomes,
                msgspec.Raw(messages.encode(to_wire(chosen, exact=True))),
            )
        )

    def _written(self, drawn: dict[str, Any]) -> dict[str, msgspec.Raw]:
        wired = {name: to_wire(value, exact=True) for name, value in drawn.items()}
        self.replayable = self.replayable and not any(map(holds_object, wired.values()))
        return {name: msgspec.Raw(messages.encode(value)) for name, value in wired.items()}
