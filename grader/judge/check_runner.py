"""The part of a session that needs the checks themselves: recording, judging, explaining.

Opened when first needed. A submission whose every answer is the reference's to the byte never
comes here: the check's body has passed on exactly those answers when they were recorded.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, get_args

import hypothesis

from ..checks.mismatch import take_wanted
from ..checks.notes import take_notes
from ..errors import CheckFault, GpuTrouble, ReferenceFault, ReferenceSlow, UsageError, WorkerLost
from ..model import Exercise
from ..process.batches import Batched, Ending
from ..process.host import Worker
from ..process.parent import Parent
from ..process.provided import Provided
from ..sets import set_files
from ..wire import messages
from ..wire.messages import Loaded, NotLoaded
from ..wording.origin import Steps
from .attempt import Attempt
from .channels import Live, Replay
from .collect import Check, Checks
from .equal_objects import Right
from .live_budget import LiveBudget
from .outcomes import Failure, Judged
from .pytest_thread import PytestThread
from .recorded_cases import RecordedCases, kept
from .recorder import record, reference_answers
from .recording import RecordedCheck, Recording
from .run_case import judge

# The reference is ours: it may take its time.
REFERENCE_CALL_S = 10.0
# Where it takes longer while cases are drawn, it is tried again before anybody is told.
PATIENT_CALL_S = 60.0
REFERENCE_CPU_S = 3600.0
# From the call's arguments, by name, to what is true of it.
OwnFeatures = Callable[..., dict[str, bool]]


class CheckRunner:
    """An exercise's collected checks, with workers that have its reference."""

    def __init__(
        self,
        exercise: Exercise,
        parent: Callable[[bool], Parent],
        devices: Callable[[], Sequence[str]],
        seed: int,
    ) -> None:
        file = set_files.checks_file(exercise)
        if file is None:
            raise UsageError(f"The hidden checks of {exercise.id} are not on this machine.")
        self.exercise = exercise
        self._parent = parent
        self.seed = seed
        self._workers: list[Worker] = []
        self._channels: dict[tuple[str, str], Live] = {}
        self._room = PytestThread(
            file,
            devices,
            exercise.file.removesuffix(".py"),
            Provided(set_files.provided_bytes(exercise), str(exercise.public)),
        )

    def close(self) -> None:
        for worker in self._workers:
            # Without its parent a worker is gone already.
            with contextlib.suppress(WorkerLost):
                worker.close()
        self._room.close()

    def leave_gpu(self) -> None:
        """Ends the workers that hold a context on the GPU: others wait for it."""
        for key in [key for key in self._channels if key[1] == "cuda"]:
            del self._channels[key]
        for worker in [w for w in self._workers if w.on_gpu]:
            worker.close()
            self._workers.remove(worker)

    def forget_workers(self) -> None:
        """The warm parent is gone, and every worker with it; later ones come from the next."""
        for worker in self._workers:
            worker.abandon()
        self._workers.clear()
        self._channels.clear()

    def record(
        self,
        key: str,
        only_on: tuple[str, ...] = (),
        trying: Callable[[str], None] = lambda check: None,
    ) -> Recording:
        """Draws and records every check's cases, or those of checks that take a device, on these
        devices. trying: is told the name of each. Raises CheckFault where the reference fails."""

        def one(check: Check, checks: Checks) -> RecordedCheck:
            trying(check.name)
            return self._recorded(check, checks)

        worker, loaded = self._spawn_reference()
        self._workers.append(worker)
        recorded = self._room.do(
            lambda checks: [
                one(check, checks) for check in checks.all if not only_on or check.device in only_on
            ]
        )
        if not recorded:
            raise CheckFault(f"{self.exercise.id} has no checks.")
        return Recording(key, loaded.signatures, loaded.defaults, recorded)

    def _recorded(self, check: Check, checks: Checks) -> RecordedCheck:
        actors = (self.reference_as_student(check), self.reference(check))
        for actor in actors:
            actor.call_s = REFERENCE_CALL_S
        try:
            return record(check, checks, actors, self.seed)
        except ReferenceSlow:
            for actor in actors:
                actor.call_s = PATIENT_CALL_S
            return record(check, checks, actors, self.seed)
        finally:
            for actor in actors:
                actor.call_s = PATIENT_CALL_S

    def dry_run(self, backwards: bool = False) -> list[tuple[Check, BaseException | None]]:
        """Each check with what it raises on its own reference, the last one first if asked. Raises
        CheckFault where the checks can't be collected."""

        def one(check: Check, checks: Checks) -> BaseException | None:
            try:
                self._recorded(check, checks)
            except CheckFault as fault:
                return fault.__cause__ or fault
            return None

        def every(checks: Checks) -> list[tuple[Check, BaseException | None]]:
            in_turn = [*reversed(checks.all)] if backwards else checks.all
            return [(check, one(check, checks)) for check in in_turn]

        return self._room.do(every)

    def judge(
        self, attempt: Attempt, check: RecordedCheck, batched: Batched, numbers: Sequence[int]
    ) -> tuple[dict[int, Failure], tuple[str, ...]]:
        """Runs the check's body for the cases with these numbers. Returns which failed, by number,
        and what the body noted."""
        return self._room.do(lambda checks: self._judge(checks, attempt, check, batched, numbers))

    def search(self, attempt: Attempt, check: RecordedCheck) -> Judged:
        """A check that can't be replayed runs under Hypothesis, with the same seed each time."""
        return self._room.do(lambda checks: self._search(checks, attempt, check))

    def wanted(self, check: RecordedCheck, number: int) -> list[Any]:
        """What a check's body compares with, in a recorded case that is answered as it should."""
        case = check.cases[number]
        student = Replay(case.asked, case.expected, lambda: self.reference_as_student(check))
        reference = Replay(
            case.reference_asked, case.reference_answers, lambda: self.reference(check)
        )
        found: list[Any] = []

        def run(checks: Checks) -> None:
            one = named(checks, check.name)

            def ask(_: Check, fixtures: dict[str, Any]) -> None:
                judge(one.body, fixtures | case.arguments(), checks, student, reference)
                found.extend(take_wanted())

            checks.run(one, ask)

        self._room.do(run)
        return found

    def features_of(self, check: RecordedCheck) -> OwnFeatures | None:
        """The function that names features of the check's calls, where its author marked one."""

        def marked(checks: Checks) -> OwnFeatures | None:
            mark = named(checks, check.name).item.get_closest_marker("features")
            return mark.args[0] if mark is not None else None

        return self._room.do(marked)

    def in_room(self, job: Callable[[Checks], Any]) -> Any:
        return self._room.do(job)

    def reference(self, check: RecordedCheck | Check) -> Live:
        """A channel to a worker with the reference, started when first asked for."""
        return self._channel("itself", check.device)

    def reference_as_student(self, check: RecordedCheck | Check) -> Live:
        """The reference once more, in the student's part: says whether an input is a legal one."""
        return self._channel("student", check.device)

    def _channel(self, part: str, device: str) -> Live:
        """One channel for each part and kind of worker: what they hold must not be mixed."""
        if (part, device) not in self._channels:
            self._channels[part, device] = self._reference_channel(device)
        return self._channels[part, device]

    def _judge(
        self,
        checks: Checks,
        attempt: Attempt,
        recorded: RecordedCheck,
        batched: Batched,
        numbers: Sequence[int],
    ) -> tuple[dict[int, Failure], tuple[str, ...]]:
        check = named(checks, recorded.name)
        take_notes()
        judging = RecordedCases(check, checks, attempt, recorded, batched, self.reference)
        with reference_answers(check):
            checks.run(check, lambda _, fixtures: judging.run(numbers, fixtures))
        return judging.failures, tuple(judging.notes)

    def _search(self, checks: Checks, attempt: Attempt, recorded: RecordedCheck) -> Judged:
        check = named(checks, recorded.name)
        search = _Search(
            check,
            checks,
            attempt,
            attempt.live(recorded),
            self.reference(recorded),
            lambda steps: self._is_answered_so(recorded, steps),
            attempt.live_budget(recorded),
            recorded.usual_s,
            lambda: self._asked_too(recorded),
        )

        def run(_: Check, fixtures: dict[str, Any]) -> None:
            with check.body_replaced(search.one) as function:
                try:
                    hypothesis.seed(self.seed)(function)(**fixtures)
                except _Over:
                    pass
                except hypothesis.errors.HypothesisException as error:
                    # Answers that change from call to call change what is drawn.
                    if not search.failures:
                        said = f"The check {check.name} can't be run: {error}"
                        raise CheckFault(said) from error

        with reference_answers(check):
            checks.run(check, run)
        ending, detail = search.ending
        return Judged(
            check=recorded, failures=search.failures, ran=search.ran, ending=ending, detail=detail
        )

    def _is_answered_so(self, check: RecordedCheck, steps: Steps) -> bool:
        """Whether the reference, asked the same, gives the same answers."""
        reference = self.reference_as_student(check)
        reference.new_case()
        for operation, outcome in steps:
            _, right = reference.run(operation)
            if outcome is None or messages.encode(right) != messages.encode(outcome):
                return False
        return True

    def _asked_too(self, check: RecordedCheck) -> Right:
        """The reference, asked all that is asked in a case, one after the other."""
        reference = self.reference_as_student(check)
        reference.new_case()
        return lambda operation, number, came: reference.run(operation)[1]

    def _reference_channel(self, device: str) -> Live:
        current: list[Worker] = []

        def worker() -> Worker:
            if not current or current[0].ended is not None:
                current[:] = [self._spawn_reference(device)[0]]
                self._workers.append(current[0])
            return current[0]

        return Live(worker, PATIENT_CALL_S, reference=True)

    def _spawn_reference(self, device: str = "cpu") -> tuple[Worker, Loaded]:
        exercise = self.exercise
        file = set_files.reference_file(exercise)
        if file is None:
            raise CheckFault(f"{exercise.id} has no solution.py.")
        # It lives as long as the session does, and meets a machine that is slow.
        limits = replace(exercise.limits, call_s=PATIENT_CALL_S, cpu_s=REFERENCE_CPU_S)
        worker = self._parent(device == "cuda").fork(limits, device)
        loaded = worker.load(
            file.read_bytes(),
            file.name,
            exercise.name,
            exercise.rules,
            limits,
            trusted=True,
            provided=set_files.provided_bytes(exercise),
        )
        if isinstance(loaded, NotLoaded):
            worker.close()
            if device == "cuda":
                raise GpuTrouble(loaded.message)
            line = f"line {loaded.line}: " if loaded.line else ""
            said = f"The reference can't be loaded: solution.py, {line}{loaded.message}"
            raise ReferenceFault(said)
        return worker, loaded


class _Search:
    """A check's cases as Hypothesis draws them, each judged when it comes."""

    def __init__(
        self,
        check: Check,
        checks: Checks,
        attempt: Attempt,
        student: Live,
        reference: Live,
        is_no_case: Callable[[Steps], bool],
        budget: LiveBudget,
        usual_s: float,
        answered: Callable[[], Right],
    ) -> None:
        self._usual_s, self._answered = usual_s, answered
        self._body, self._checks, self._attempt = check.body, checks, attempt
        self._student, self._reference, self._is_no_case = student, reference, is_no_case
        self._budget = budget
        self.failures: dict[int, Failure] = {}
        self.ran = 0
        self.ending: tuple[str | None, str] = (None, "")

    def one(self, **arguments: Any) -> None:
        self._student.new_case()
        self._reference.new_case()
        failure = judge(
            self._body,
            arguments,
            self._checks,
            self._student,
            self._reference,
            is_no_case=self._is_no_case,
            patience=self._attempt.patience,
            usual_s=self._usual_s,
            draws=True,
            answered=self._answered,
        )
        self._budget.answered_by_reference(self._reference.answers)
        number, self.ran = self.ran, self.ran + 1
        if failure is None:
            return
        self.failures[number] = kept(failure, self._attempt, self._student.answers)
        # A worker that stopped once would stop again on each of the other cases; so would a check.
        if failure.kind in get_args(Ending):
            self.ending = failure.kind, failure.message
            raise _Over
        if failure.unended:
            raise _Over


class _Over(BaseException):
    """Ends a search. Not an Exception, which Hypothesis would take for a failure."""


def named(checks: Checks, name: str) -> Check:
    found = next((check for check in checks.all if check.name == name), None)
    if found is None:
        raise CheckFault(f"There is no check {name} any more: checks.py changed meanwhile.")
    return found
