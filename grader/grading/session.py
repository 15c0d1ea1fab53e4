"""READ THIS FIRST: one session grades a stream of submissions of one exercise.

    with Session(exercise, options) as session:
        session.grade(submission)      for each submission:
            attempt.py  fork a worker, load the file in it, send each check's recorded cases
            here        answers that are the reference's to the byte pass
            bench.py    any other answer: the check's own body says whether it is right
            explain.py  what failed, when, and why
            → Report

    cases.py    the recording that all this replays; record.py makes it
    collect.py  pytest collects checks.py once; room.py keeps that pytest session open

The student's file is only ever loaded in the worker; the checks and the expected answers are only
ever here. A worker that stops costs its check; the next check gets a new worker.
"""

from __future__ import annotations

import os
import platform
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec

from .. import __version__, library
from ..errors import GpuTrouble, GraderFault, UsageError, WorkerLost
from ..model import CheckResult, Exercise, Isolation, Report, Status, Submission
from ..worker import cuda, gpu
from ..worker.host import Parent
from ..worker.messages import PRETEND, NotLoaded, Ready
from . import cases, policy, sentences
from .attempt import Attempt, Judged, functions_asked
from .cases import Cassette, RecordedCheck, Store
from .parents import Parents
from .turns import GpuTurn, turn

WAITING = "waiting for the cases, which another check draws …"

if TYPE_CHECKING:
    from .bench import Bench
    from .explain import Explainer, Explanation

# In this order: the first that occurred names the check's status.
_STATUS_OF: dict[str, Status] = {
    "no_function": "error",
    "forbidden": "forbidden",
    "timeout": "timeout",
    "cpu": "timeout",
    "out_of_memory": "out_of_memory",
    "crashed": "crashed",
    "garbled": "crashed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to grade. device: "auto", or the only one to run. fresh: new cases, from a new seed.
    thorough: shrink every failed check's call, not only the first one's."""

    isolation: Isolation = "confined"
    device: str = "auto"
    fresh: bool = False
    explain: bool = True
    thorough: bool = False
    store: bool = True


class Session:
    """An exercise's warm parent and recorded cases, ready for submissions."""

    def __init__(
        self,
        exercise: Exercise,
        options: Options,
        parents: Parents | None = None,
        no_gpu: str | None = None,
    ) -> None:
        """parents: another session's, to share. no_gpu: why this one does without CUDA; None to
        look what there is."""
        if library.checks_file(exercise) is None:
            raise UsageError(f"The hidden checks of {exercise.id} are not on this machine.")
        self.exercise = exercise
        self.options = options
        # Is told what takes a while when it begins, and "" when it is over; whoever has a person
        # waiting sets it.
        self.tell: Callable[[str], None] = lambda said: None
        self.seed = random.getrandbits(32) if options.fresh else cases.seed_of(exercise)
        self.store = Store(library.cache_folder()) if options.store and not options.fresh else None
        self._parents = parents or Parents(exercise, options.isolation)
        self._shares = parents is not None
        self._no_gpu = no_gpu or gpu.missing()
        self._without_gpu: Session | None = None
        self._gpu = GpuTurn(gpu.selected(), lambda said: self.tell(said))
        self._bench: Bench | None = None
        self._explainer: Explainer | None = None
        # Starts importing what the student's code needs; meanwhile we read what we need.
        self.parent()

    def __enter__(self) -> Session:
        try:
            self.cassette: Cassette = self._recording_here()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._without_gpu is not None:
            self._without_gpu.close()
        if self._bench is not None:
            self._bench.close()
        self._gpu.leave()
        if not self._shares:
            self._parents.close()

    def parent(self, cuda: bool = False) -> Parent:
        """The warm parent; a new one where the old one is lost. For CUDA, when it is our turn."""
        if cuda:
            self._gpu.take()
        return self._parents.get(cuda)

    def devices(self) -> tuple[str, ...]:
        """Where checks that take a device run; PRETEND stands in where there is no GPU."""
        if self.options.device == "cuda" and self._no_gpu is not None:
            raise _not_without(self._no_gpu)
        if self.options.device != "auto":
            return (self.options.device,)
        if "torch" not in self.exercise.requires:
            return ("cpu",)
        return ("cpu", "cuda" if self._no_gpu is None else PRETEND)

    @property
    def bench(self) -> Bench:
        """The collected checks, opened when first asked for."""
        if self._bench is None:
            from .bench import Bench

            self._bench = Bench(self.exercise, self.parent, self.devices, self.seed)
        return self._bench

    @property
    def explainer(self) -> Explainer:
        if self._explainer is None:
            from .explain import Explainer

            self._explainer = Explainer(self)
        return self._explainer

    def _recording_here(self) -> Cassette:
        """The recording for the devices that can be used: without CUDA where that gives up."""
        try:
            return self._recording()
        except GpuTrouble as trouble:
            if self.options.device == "cuda":
                raise _not_without(trouble.message) from trouble
            self._no_gpu = trouble.message
            self._leave_gpu()
            if self._bench is not None:
                self._bench.close()
            self._bench = None
            return self._recording()
        finally:
            self._leave_gpu()

    def _leave_gpu(self) -> None:
        """Ends what has a context on the GPU, and lets the next one have it."""
        if self._bench is not None:
            self._bench.leave_gpu()
        self._gpu.leave()

    def _recording(self) -> Cassette:
        self.parent().ready()
        key = cases.key_of(self.exercise, ",".join(self.devices()), self.seed)
        if self.store is None:
            return self._drawn(key)
        found = cases.stored(self.exercise, self.store, key)
        if found is not None:
            return found
        # When a class starts at once, one draws them and the rest take what it has drawn.
        with turn(self.store.path(self.exercise, "lock"), lambda: self.tell(WAITING)):
            found = cases.stored(self.exercise, self.store, key)
            if found is None:
                found = self._drawn(key)
                self.store.write(self.exercise, "cases", msgspec.msgpack.encode(found))
        self.tell("")
        return found

    def _drawn(self, key: str) -> Cassette:
        self.tell("drawing the cases …")
        made = self.bench.record(key)
        self.tell("")
        return made

    def grade(self, submission: Submission) -> Report:
        """Everything there is to say about one submission. Never raises for what is in it. Where
        the GPU gives up, the verdict is what can be said without; UsageError if nothing can."""
        try:
            return self._grade(submission)
        except GpuTrouble as trouble:
            if self.options.device == "cuda":
                raise _not_without(trouble.message) from trouble
            self._leave_gpu()
            return self._session_without_gpu(trouble.message).grade(submission)
        finally:
            self._leave_gpu()
            self.tell("")

    def _session_without_gpu(self, why: str) -> Session:
        """One more session, as on a machine that has no GPU; why: what to say of CUDA."""
        if self._without_gpu is None:
            made = Session(self.exercise, self.options, self._parents, why)
            self._without_gpu = made.__enter__()
        self._without_gpu._no_gpu = why
        self._without_gpu.tell = self.tell
        return self._without_gpu

    def _grade(self, submission: Submission) -> Report:
        started = time.monotonic()
        extra: dict[str, Any]
        try:
            results, extra = self._results(submission)
        except GpuTrouble:
            raise
        except GraderFault as fault:
            if isinstance(fault, WorkerLost):
                # Whatever ended it, the next submission gets a new one.
                self._replace_parent()
            results = [_blank(c, "grader_error", str(fault)) for c in self.cassette.checks]
            extra = {"message": str(fault)}
        except Exception as error:
            # A mistake of ours must not cost whoever is graded next anything.
            if os.environ.get("KATA_DEBUG"):
                raise
            said = f"kata itself failed: {type(error).__name__}: {error}"
            results = [_blank(c, "grader_error", said) for c in self.cassette.checks]
            extra = {"message": said}
        report = self._report(submission, results, time.monotonic() - started, extra)
        return policy.redacted(report, self.exercise.feedback)

    def judge(self, source: bytes) -> list[Judged] | NotLoaded:
        """A file's checks, judged and not explained: what verify needs of each variant."""
        with self.attempt(source) as attempt:
            if isinstance(attempt.loaded, NotLoaded):
                return attempt.loaded
            return [self.judge_check(attempt, check) for check in self.cassette.checks]

    def attempt(self, source: bytes, trusted: bool = False) -> Attempt:
        asked = functions_asked(self.cassette.checks)
        return Attempt(self.exercise, self.parent, source, trusted, asked)

    def _replace_parent(self) -> None:
        if self._bench is not None:
            self._bench.forget_workers()
        self._parents.close()

    def _results(self, submission: Submission) -> tuple[list[CheckResult], dict[str, Any]]:
        with self.attempt(submission.source) as attempt:
            if isinstance(attempt.loaded, NotLoaded):
                return self._unloaded(attempt.loaded)
            judged = [self.judge_check(attempt, check) for check in self.cassette.checks]
            explained: dict[str, Explanation] = {}
            hint = None
            wanted = self.options.explain and policy.explains(self.exercise.feedback)
            if wanted and any(j.failures for j in judged):
                explained, hint = self._explained(judged, attempt)
        results = [_result(j, explained.get(j.check.name)) for j in judged]
        printed = "".join(j.batched.printed for j in judged) or None
        notes = sentences.loading_notes(attempt.loaded)
        return results, {"output": printed, "hint": hint, "notes": notes}

    def _explained(
        self, judged: list[Judged], attempt: Attempt
    ) -> tuple[dict[str, Explanation], str | None]:
        """What there is to say about the failures. A verdict never depends on its explanation:
        if that fails, which is our fault, the report says what is plain."""
        try:
            explained = self.explainer.explain(judged, attempt)
            return explained, self.explainer.hint(explained)
        except WorkerLost:
            raise
        except Exception:
            if os.environ.get("KATA_DEBUG"):
                raise
            from .explain import Explanation

            failed = [j for j in judged if j.failures]
            return {j.check.name: Explanation(message=sentences.plain(j)) for j in failed}, None

    def judge_check(self, attempt: Attempt, check: RecordedCheck) -> Judged:
        """One check of a loaded submission."""
        started = time.monotonic()
        judged = Judged(check)
        missing = attempt.missing_function(check)
        if missing:
            judged.ending, judged.detail = "no_function", missing
        elif check.replayable:
            self._replay(attempt, judged)
        else:
            self.bench.search(attempt, judged)
        if judged.failures:
            from .devices import set_aside_untold

            set_aside_untold(judged)
        if check.device == "cuda":
            _require_gpu(judged)
        judged.duration_s = time.monotonic() - started
        return judged

    def _replay(self, attempt: Attempt, judged: Judged) -> None:
        check = judged.check
        batched = judged.batched = attempt.run(check)
        judged.ran = len(batched.cases)
        other = [
            number
            for number, (case, answers) in enumerate(zip(check.cases, batched.cases, strict=False))
            if answers != case.expected
        ]
        if other:
            self.bench.judge(attempt, judged, other)
        attempt.keep(judged)
        if batched.ending is not None:
            judged.ending, judged.detail = batched.ending, batched.detail
            if judged.ran < len(check.cases):
                from .bench import stopped

                judged.failures[judged.ran] = stopped(check.cases[judged.ran], batched)
                judged.ran += 1

    def _unloaded(self, why: NotLoaded) -> tuple[list[CheckResult], dict[str, Any]]:
        status, message = sentences.not_loaded(why, self.exercise)
        if status == "grader_error":
            raise GraderFault(message)
        results = [_blank(check, status, message) for check in self.cassette.checks]
        return results, {"message": message}

    def _report(
        self, submission: Submission, results: list[CheckResult], duration_s: float, extra: Any
    ) -> Report:
        why = self._no_gpu or gpu.NO_GPU
        results = results + _unchecked_devices(self.cassette.checks, why)
        ready = self.parent().ready()
        return report_of(
            self.exercise, submission, results, duration_s, self.options, ready, self.seed, **extra
        )


def report_of(
    exercise: Exercise,
    submission: Submission,
    results: list[CheckResult],
    duration_s: float,
    options: Options,
    ready: Ready,
    seed: int,
    **extra: Any,
) -> Report:
    """A report with its sums, of results of whatever kind. extra: more of its fields."""
    counted = [r for r in results if r.status != "skipped"]
    faulty = any(r.status == "grader_error" for r in results)
    passed = bool(counted) and all(r.status == "passed" for r in counted)
    return Report(
        exercise=exercise.id,
        set_version=exercise.set_version,
        submission={
            "path": submission.path,
            "student": submission.student,
            "sha256": submission.sha256,
        },
        verdict="grader_error" if faulty else "passed" if passed else "failed",
        score=sum(r.points for r in results),
        max_score=sum(r.max_points for r in results),
        seed=seed,
        duration_s=round(duration_s, 4),
        isolation=options.isolation,
        environment=_environment(ready),
        checks=tuple(results),
        promises=sentences.promises(options.isolation),
        **extra,
    )


def _environment(ready: Ready) -> dict[str, str | None]:
    """What a submission met; numpy and torch are None where the exercise does without."""
    return {
        "kata": __version__,
        "python": platform.python_version(),
        "numpy": ready.versions.get("numpy"),
        "torch": ready.versions.get("torch"),
        "platform": f"{sys.platform}-{platform.machine()}",
    }


def _result(judged: Judged, explanation: Explanation | None) -> CheckResult:
    check = judged.check
    status = _status(judged)
    passed = status == "passed"
    if status == "skipped":
        return _blank(check, status, sentences.UNTOLD)
    result = CheckResult(
        name=check.name,
        title=check.title,
        status=status,
        points=check.points if passed else 0.0,
        max_points=check.points,
        cases=judged.ran,
        failed_cases=len(judged.failures),
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


def _status(judged: Judged) -> Status:
    if judged.ending is None and not judged.failures:
        if judged.untold:
            return "skipped"
        return "passed" if judged.ran else "grader_error"
    kinds = {failure.kind for failure in judged.failures.values()}
    for kind, status in _STATUS_OF.items():
        if judged.ending == kind or kind in kinds:
            return status
    return "error" if kinds == {"error"} else "failed"


def _blank(check: RecordedCheck, status: Status, message: str) -> CheckResult:
    return CheckResult(
        name=check.name,
        title=check.title,
        status=status,
        points=0.0,
        max_points=0.0 if status == "skipped" else check.points,
        device=check.device,
        message=message,
    )


def _not_without(why: str) -> UsageError:
    """CUDA was asked for by name."""
    return UsageError(f"CUDA can't be used: {why}.", "What is here: kata doctor")


def _require_gpu(judged: Judged) -> None:
    """Raises GpuTrouble where the GPU gave up, and not the code, as far as can be told.

    A process that stopped or got no answer there says nothing about code that did on the CPU. Who
    pretends it gains nothing: without the GPU, the stand-in asks the same.
    """
    if judged.ending in ("timeout", "crashed", "garbled", "cpu"):
        raise GpuTrouble(_GAVE_UP.get(judged.ending, "the process that used it stopped"))
    for failure in judged.failures.values():
        raised = failure.raised
        if raised is not None and cuda.is_trouble(raised.error, raised.message):
            raise GpuTrouble(cuda.reason(raised.message))


_GAVE_UP = {"timeout": "the GPU didn't answer in time", "cpu": "the GPU didn't answer in time"}


def _unchecked_devices(checks: list[RecordedCheck], why: str) -> list[CheckResult]:
    """One line for each check that would have run on CUDA: not checked is not passed."""
    if any(check.device == "cuda" for check in checks):
        return []
    takers = {c.name.partition("[")[0]: c for c in checks if c.takes_device}
    return [
        CheckResult(
            name=f"{name}[cuda]",
            title=check.title,
            status="skipped",
            points=0.0,
            max_points=0.0,
            device="cuda",
            message=sentences.not_checked(why),
        )
        for name, check in takers.items()
    ]
