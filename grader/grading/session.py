"""READ THIS FIRST: one session grades a stream of submissions of one exercise.

    with_session(exercise, options, use)
        Parent starts ─────────────── imports numpy/torch in its own process meanwhile
        with_checks ───────────────── pytest collects checks.py once
        use(session)
          session.grade(submission) ─ for each submission:
              fork a worker, load the file in it
              for each check: send its recorded cases in one batch, judge the answers here
              for each failed check: explain it
              → Report

The student's file is only ever loaded in the worker; the checks and the expected answers are only
ever here. A worker that stops costs its check; the next check gets a new worker.
"""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import hypothesis
import numpy as np

from .. import __version__, library
from ..checks.compare import take_notes
from ..errors import CheckFault, GraderFault, UsageError, WorkerLost
from ..model import CheckResult, Exercise, Isolation, Report, Status, Submission
from ..worker import messages
from ..worker.host import Batched, Parent, Worker
from ..worker.messages import Loaded, NotLoaded
from . import cases, sentences
from .cases import Cassette, RecordedCase, RecordedCheck, Store
from .channels import Live, Replay
from .collect import Check, Checks, with_checks
from .explain import Explainer, Explanation
from .judge import Failure, judge

MAX_FAILED_WORKERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to grade. device: "auto", or the only one to run. seed: None for the set's own."""

    isolation: Isolation = "confined"
    device: str = "auto"
    fresh: bool = False
    seed: int | None = None
    explain: bool = True
    store: bool = True


@dataclass(slots=True)
class Judged:
    """A check's cases, judged: failures by case number; `ending` when the worker stopped."""

    check: Check
    recorded: RecordedCheck
    failures: dict[int, Failure] = field(default_factory=dict)
    ran: int = 0
    ending: str | None = None
    detail: str = ""
    printed: str = ""
    batched: Batched | None = None
    notes: tuple[str, ...] = ()
    duration_s: float = 0.0


class Session:
    """An exercise's checks, its warm parent and its recorded cases, ready for submissions."""

    def __init__(
        self, exercise: Exercise, options: Options, parent: Callable[[], Parent], checks: Checks
    ) -> None:
        self.exercise = exercise
        self.options = options
        self.checks = checks
        self._parent = parent
        self._extra_workers: list[Worker] = []
        own = cases.seed_of(exercise)
        self.seed = options.seed if options.seed is not None else own
        self.store = Store(library.cache_folder()) if options.store and not options.fresh else None
        self.cassette: Cassette = cases.cassette(
            exercise, checks, self._actors, self.store, self.seed
        )
        self.explainer = Explainer(self)

    def close(self) -> None:
        for worker in self._extra_workers:
            worker.close()

    def grade(self, submission: Submission) -> Report:
        """Everything there is to say about one submission. Never raises for what is in it."""
        started = time.monotonic()
        try:
            results, extra = self._results(submission)
        except WorkerLost:
            raise
        except GraderFault as fault:
            results, extra = self._faulted(str(fault)), {"message": str(fault)}
        return self._report(submission, results, time.monotonic() - started, extra)

    def answers(self, source: bytes, name: str, trusted: bool = False) -> dict[str, Batched]:
        """A file's raw answers to every recorded case, unjudged: how the bank is recorded."""
        attempt = Attempt(self, source, name, trusted)
        with attempt:
            if isinstance(attempt.loaded, NotLoaded):
                raise CheckFault(f"{name} can't be loaded: {attempt.loaded.message}")
            return {
                check.name: attempt.run(check, self.cassette.checks[check.name])
                for check in self.checks.all
            }

    def judge_file(self, source: bytes, name: str) -> dict[str, Judged] | NotLoaded:
        """A file's checks, judged and not explained: what verify needs of each variant."""
        with Attempt(self, source, name) as attempt:
            if isinstance(attempt.loaded, NotLoaded):
                return attempt.loaded
            return {c.name: self._judged(attempt, c) for c in self.checks.all}

    def fork(self, cuda: bool = False) -> Worker:
        return self._parent().fork(self.exercise.limits, cuda)

    def reference_channel(self) -> Live:
        """A live channel to a worker of its own that has the reference."""
        return _respawning(self, lambda: self._spawn_reference()[0], self._extra_workers)

    def _actors(self) -> tuple[tuple[Live, Live], dict[str, tuple[str, ...]]]:
        worker, loaded = self._spawn_reference()
        worker.close()
        return (self.reference_channel(), self.reference_channel()), loaded.signatures

    def _spawn_reference(self) -> tuple[Worker, Loaded]:
        file = library.reference_file(self.exercise)
        if file is None:
            raise CheckFault(f"{self.exercise.id} has no solution.py.")
        worker = self.fork(cuda=any(c.device == "cuda" for c in self.checks.all))
        return worker, self._load_trusted(worker, file.read_bytes())

    def _load_trusted(self, worker: Worker, source: bytes) -> Loaded:
        exercise = self.exercise
        loaded = worker.load(
            source, "solution.py", exercise.name, exercise.rules, exercise.limits, trusted=True
        )
        if isinstance(loaded, NotLoaded):
            raise CheckFault(f"The reference can't be loaded: {loaded.message}")
        return loaded

    def _results(self, submission: Submission) -> tuple[list[CheckResult], dict[str, Any]]:
        with Attempt(self, submission.source, self.exercise.file) as attempt:
            if isinstance(attempt.loaded, NotLoaded):
                return self._unloaded(attempt.loaded)
            judged = [self._judged(attempt, check) for check in self.checks.all]
            explained = self.explainer.explain(judged, attempt)
            results = [self._result(j, explained.get(j.check.name)) for j in judged]
            printed = "".join(j.printed for j in judged) or None
            hint = self.explainer.hint(explained)
            return results, {"output": printed, "hint": hint}

    def _judged(self, attempt: Attempt, check: Check) -> Judged:
        started = time.monotonic()
        recorded = self.cassette.checks[check.name]
        judged = Judged(check, recorded)
        missing = attempt.missing_function(recorded)
        if missing:
            judged.ending, judged.detail = "missing", missing
            return judged
        take_notes()
        if recorded.replayable:
            judged.batched = attempt.run(check, recorded)
            judged.printed = judged.batched.printed
            self.checks.run(check, lambda _, fixtures: self._replay(attempt, judged, fixtures))
        else:
            self.checks.run(check, lambda _, fixtures: self._search(attempt, judged, fixtures))
        judged.notes = take_notes()
        judged.duration_s = time.monotonic() - started
        return judged

    def _replay(self, attempt: Attempt, judged: Judged, fixtures: dict[str, Any]) -> None:
        batched, check = judged.batched, judged.check
        assert batched is not None
        others = {n: v for n, v in fixtures.items()}
        for number, (case, answers) in enumerate(
            zip(judged.recorded.cases, batched.cases, strict=False)
        ):
            student = Replay(case.asked, answers, lambda: attempt.live(check))
            reference = Replay(
                case.reference_asked, case.reference_answers, lambda: attempt.reference(check)
            )
            failure = judge(
                check.body, others | case.arguments(), self.checks, student, reference
            )
            judged.ran += 1
            if failure is not None:
                judged.failures[number] = failure
        if batched.ending is not None:
            number = len(batched.cases)
            judged.ending, judged.detail = batched.ending, batched.detail
            if number < len(judged.recorded.cases):
                judged.failures[number] = _stopped(judged.recorded.cases[number], batched)
                judged.ran += 1

    def _search(self, attempt: Attempt, judged: Judged, fixtures: dict[str, Any]) -> None:
        """A check that can't be replayed runs under Hypothesis, with the same seed each time."""
        check = judged.check
        live, reference = attempt.live(check), attempt.reference(check)

        def one(**drawn: Any) -> None:
            live.new_case()
            reference.new_case()
            failure = judge(body, drawn, self.checks, live, reference)
            if failure is not None:
                judged.failures[judged.ran] = failure
            judged.ran += 1

        body = check.body
        with check.body_replaced(one) as function:
            hypothesis.seed(self.seed)(function)(**fixtures)

    def _result(self, judged: Judged, explanation: Explanation | None) -> CheckResult:
        check = judged.check
        failed = len(judged.failures)
        status = _status(judged)
        passed = status == "passed"
        result = CheckResult(
            name=check.name,
            title=check.title,
            status=status,
            points=check.points if passed else 0.0,
            max_points=check.points,
            cases=judged.ran,
            failed_cases=failed,
            duration_s=round(judged.duration_s, 4),
            device=check.device,
            message=sentences.passed(check.device) if passed else sentences.failed(judged),
            notes=judged.notes,
        )
        if explanation is None:
            return result
        return replace(
            result,
            counterexample=explanation.counterexample,
            when=explanation.when,
            why=explanation.why,
            message=explanation.message or result.message,
        )

    def _unloaded(self, why: NotLoaded) -> tuple[list[CheckResult], dict[str, Any]]:
        status, message = sentences.not_loaded(why, self.exercise)
        if status == "grader_error":
            raise GraderFault(message)
        results = [self._blank(check, status, message) for check in self.checks.all]
        return results, {"message": message}

    def _faulted(self, message: str) -> list[CheckResult]:
        return [self._blank(check, "grader_error", message) for check in self.checks.all]

    def _blank(self, check: Check, status: Status, message: str) -> CheckResult:
        return CheckResult(
            name=check.name,
            title=check.title,
            status=status,
            points=0.0,
            max_points=check.points,
            device=check.device,
            message=message,
        )

    def _report(
        self, submission: Submission, results: list[CheckResult], duration_s: float, extra: Any
    ) -> Report:
        results = results + self._unchecked_devices(results)
        counted = [r for r in results if r.status != "skipped"]
        faulty = any(r.status == "grader_error" for r in results)
        passed = bool(counted) and all(r.status == "passed" for r in counted)
        return Report(
            exercise=self.exercise.id,
            set_version=self.exercise.set_version,
            submission={
                "path": submission.path,
                "student": submission.student,
                "sha256": submission.sha256,
            },
            verdict="grader_error" if faulty else "passed" if passed else "failed",
            score=sum(r.points for r in results),
            max_score=sum(r.max_points for r in results),
            seed=self.seed,
            duration_s=round(duration_s, 4),
            isolation=self.options.isolation,
            environment=self._environment(),
            checks=tuple(results),
            promises=sentences.promises(self.options.isolation),
            **extra,
        )

    def _unchecked_devices(self, results: list[CheckResult]) -> list[CheckResult]:
        """One line for each check that would have run on CUDA: not checked is not passed."""
        if any(check.device == "cuda" for check in self.checks.all):
            return []
        first: dict[str, Check] = {}
        for check in self.checks.all:
            if check.takes_device:
                first.setdefault(check.name.partition("[")[0], check)
        return [
            CheckResult(
                name=f"{name}[cuda]",
                title=check.title,
                status="skipped",
                points=0.0,
                max_points=0.0,
                device="cuda",
                message=sentences.NO_GPU,
            )
            for name, check in first.items()
        ]

    def _environment(self) -> dict[str, str | None]:
        versions = self._parent().ready().versions
        return {
            "kata": __version__,
            "python": platform.python_version(),
            "numpy": versions.get("numpy", np.__version__),
            "torch": versions.get("torch"),
            "hypothesis": hypothesis.__version__,
            "platform": f"{sys.platform}-{platform.machine()}",
        }


class Attempt:
    """One submission's workers: one for CPU checks, one for CUDA; a new one where one stopped."""

    def __init__(self, session: Session, source: bytes, name: str, trusted: bool = False) -> None:
        self._session = session
        self._source = source
        self._name = name
        self._trusted = trusted
        self._workers: dict[bool, Worker] = {}
        self._stopped = 0
        self._references: list[Worker] = []
        self._reference: Live | None = None
        limits = session.exercise.limits
        self._deadline = time.monotonic() + limits.submission_s

    def __enter__(self) -> Attempt:
        self.loaded = self._spawn(cuda=False)
        return self

    def __exit__(self, *_: object) -> None:
        for worker in [*self._workers.values(), *self._references]:
            worker.close()

    def _spawn(self, cuda: bool) -> Loaded | NotLoaded:
        exercise = self._session.exercise
        worker = self._session.fork(cuda)
        self._workers[cuda] = worker
        return worker.load(
            self._source, self._name, exercise.name, exercise.rules, exercise.limits, self._trusted
        )

    def _worker(self, cuda: bool) -> Worker:
        worker = self._workers.get(cuda)
        if worker is None or worker.ended is not None:
            self._stopped += worker is not None
            self._spawn(cuda)
        return self._workers[cuda]

    def missing_function(self, recorded: RecordedCheck) -> str | None:
        """A sentence about a function that the check calls and the file doesn't have."""
        assert isinstance(self.loaded, Loaded)
        for case in recorded.cases[:1]:
            for raw in case.asked:
                name = _function_asked(raw)
                if name is not None and name not in self.loaded.names:
                    return sentences.no_function(name, self.loaded.names)
        return None

    def run(self, check: Check, recorded: RecordedCheck) -> Batched:
        """All recorded cases of a check in one batch."""
        limits = self._session.exercise.limits
        left = self._deadline - time.monotonic()
        if left <= 0:
            return Batched(ending="timeout", detail="submission")
        if self._stopped >= MAX_FAILED_WORKERS:
            return Batched(ending="crashed", detail="its process had to be started too often")
        worker = self._worker(check.device == "cuda")
        return worker.run([case.asked for case in recorded.cases], limits.call_s, left)

    def live(self, check: Check) -> Live:
        """A channel that asks the student one operation at a time."""
        cuda = check.device == "cuda"
        return Live(lambda: self._worker(cuda), self._session.exercise.limits.call_s)

    def reference(self, check: Check) -> Live:
        """A channel to a worker with the reference, started when first asked for."""
        if self._reference is None:
            self._reference = self._session.reference_channel()
        return self._reference


def _respawning(session: Session, spawn: Callable[[], Worker], kept: list[Worker]) -> Live:
    current: list[Worker] = []

    def worker() -> Worker:
        if not current or current[0].ended is not None:
            current[:] = [spawn()]
            kept.append(current[0])
        return current[0]

    # The reference is ours: it may take its time.
    return Live(worker, max(session.exercise.limits.call_s, 30.0))


def _function_asked(raw: Any) -> str | None:
    operation = messages.operation(raw)
    return operation.name if operation.do == "call" and operation.target is None else None


def _stopped(case: RecordedCase, batched: Batched) -> Failure:
    """The failure of the case that was under way when the worker stopped."""
    steps = tuple((messages.operation(raw), None) for raw in case.asked)
    return Failure(str(batched.ending), batched.detail, None, None, steps)


def _status(judged: Judged) -> Status:
    if judged.ending is None and not judged.failures:
        return "passed" if judged.ran else "grader_error"
    kinds = {failure.kind for failure in judged.failures.values()}
    for kind, status in _STATUS_OF.items():
        if judged.ending == kind or kind in kinds:
            return status
    return "failed"


# In this order: the first that occurred names the check's status.
_STATUS_OF: dict[str, Status] = {
    "missing": "error",
    "forbidden": "forbidden",
    "timeout": "timeout",
    "cpu": "timeout",
    "out_of_memory": "out_of_memory",
    "crashed": "crashed",
    "garbled": "crashed",
}


def with_session(exercise: Exercise, options: Options, use: Callable[[Session], None]) -> None:
    """Opens a session and calls use(session). What `use` raises comes out as it was."""
    file = library.checks_file(exercise)
    if file is None:
        raise UsageError(f"The hidden checks of {exercise.id} are not on this machine.")
    # Both cores work from the first moment: the parent imports what the student's code needs
    # while this process imports what the checks need.
    parents = [_start(exercise, options)]

    def parent() -> Parent:
        return parents[0]

    def devices() -> tuple[str, ...]:
        if options.device != "auto":
            return (options.device,)
        return ("cpu", "cuda" if parent().ready().cuda else "meta")

    def opened(checks: Checks) -> None:
        parent().ready()
        session = Session(exercise, options, parent, checks)
        try:
            use(session)
        finally:
            session.close()

    try:
        with_checks(file, devices, opened)
    finally:
        parents[0].close()


def _start(exercise: Exercise, options: Options) -> Parent:
    watched = (*exercise.rules.required_calls, *exercise.rules.forbidden_calls)
    hidden = tuple(dict.fromkeys((*library.private_roots(), library.cache_folder())))
    return Parent(exercise.requires, watched, hidden, options.isolation)


