"""READ THIS FIRST: one session grades a stream of submissions of one exercise.

with open_grader(exercise, options) as session:
    session.grade(submission)      for each submission:
        judge/judge.py      each check is run on the file: what went right, what went wrong
        explain/explain.py  what failed, when, and why
        report.py           what is said of it
        → Report, all of it: views/redact.py takes out what a reader may not see
"""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING, Any

from ..errors import GpuTrouble, GraderFault, KataError, WorkerLost
from ..explain.plain import unwritten, with_half_written
from ..judge.judge import Judge, without_cuda
from ..judge.options import Options
from ..judge.recording import RecordedCheck
from ..model import CheckResult, Exercise, Report, Submission
from ..process import gpu
from ..wire.messages import NotLoaded
from ..wording import sentences
from .report import blank, fault, report_of, result_of, unchecked_devices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..explain.explain import Explainer, Explanation
    from ..judge.attempt import Attempt
    from ..judge.outcomes import Judged
    from ..wire.parent_messages import Ready


class Session:
    """Grades with the hidden checks. Use as a context manager: entering starts it."""

    def __init__(self, exercise: Exercise, options: Options) -> None:
        self.judge = Judge(exercise, options)
        if options.explain:
            self.judge.meanwhile += ("grader.explain.explain",)
        self.judged: Callable[[Report], None] = lambda report: None
        self.asks: Callable[[str], None] = lambda message: None
        self._explainer: Explainer | None = None
        self._known: Ready | None = None
        self._without_gpu: Session | None = None

    def __enter__(self) -> Session:
        self.judge.__enter__()
        self._known = self.judge.parent().ready()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._without_gpu is not None:
            self._without_gpu.close()
        self.judge.close()

    @property
    def tell(self) -> Callable[[str], None]:
        """Is told what takes a while when it begins, and "" when it is over."""
        return self.judge.tell

    @tell.setter
    def tell(self, tell: Callable[[str], None]) -> None:
        self.judge.tell = tell

    @property
    def explainer(self) -> Explainer:
        """Loaded when first asked for: a right submission needs none."""
        if self._explainer is None:
            from ..explain.explain import Explainer

            self._explainer = Explainer(self.judge)
        return self._explainer

    def grade(self, submission: Submission) -> Report:
        """Everything there is to say about one submission. Never raises for what is in it. Where
        the GPU gives up, the verdict is what can be said without; UsageError if nothing can."""
        try:
            return self._grade(submission)
        except GpuTrouble as trouble:
            if self.judge.options.device == "cuda":
                raise without_cuda(trouble.message) from trouble
            self.judge.leave_gpu()
            return self._session_without_gpu(trouble.message).grade(submission)
        finally:
            self.judge.leave_gpu()
            self.tell("")

    def _session_without_gpu(self, why: str) -> Session:
        """One more session, as on a machine that has no GPU; why: what to say of CUDA."""
        if self._without_gpu is None:
            mine = self.judge
            made = Session(mine.exercise, mine.options)
            made.judge = Judge(mine.exercise, mine.options, mine.parents, why)
            self._without_gpu = made.__enter__()
        self._without_gpu.judge.no_gpu = why
        self._without_gpu.tell, self._without_gpu.judged = self.tell, self.judged
        self._without_gpu.asks = self.asks
        return self._without_gpu

    def _grade(self, submission: Submission) -> Report:
        started = time.monotonic()
        try:
            results, extra = self._results(submission, started)
        except GpuTrouble:
            raise
        except KeyboardInterrupt:
            self.judge.replace_parent()  # who goes on all the same begins with another
            raise
        except (Exception, SystemExit, GeneratorExit) as error:
            if isinstance(error, WorkerLost):
                self.judge.replace_parent()
            results, extra = self._faulty(fault(error))
        return self._report(submission, started, results, extra)

    def _report(
        self,
        submission: Submission,
        started: float,
        results: list[CheckResult],
        extra: dict[str, Any],
    ) -> Report:
        """extra: more of its fields."""
        unchecked = unchecked_devices(self._checks, self.judge.no_gpu or gpu.NO_GPU)
        exercise = self.judge.exercise
        duration_s = time.monotonic() - started
        ready = self._ready()
        return report_of(
            exercise,
            submission,
            [*results, *unchecked],
            duration_s,
            self.judge.options,
            ready,
            self.judge.seed,
            feedback=exercise.feedback,
            **extra,
        )

    def _ready(self) -> Ready:
        """Which packages the workers have: those they had, where the parent is lost and no other
        can be started. Whoever needs a worker next is told why."""
        try:
            self._known = self.judge.parent().ready()
        except (KataError, OSError):
            if self._known is None:
                raise
        return self._known

    @property
    def _checks(self) -> list[RecordedCheck]:
        return self.judge.recording.checks

    def _faulty(self, message: str) -> tuple[list[CheckResult], dict[str, Any]]:
        """Nothing was graded, and it is our fault."""
        return [blank(c, "grader_error", message) for c in self._checks], {"message": message}

    def _results(
        self, submission: Submission, started: float
    ) -> tuple[list[CheckResult], dict[str, Any]]:
        with self.judge.attempt(submission.source) as attempt:
            if isinstance(attempt.loaded, NotLoaded):
                return self._unloaded(attempt.loaded)
            judged = with_half_written(list(self._judged(attempt)))
            explained: dict[str, Explanation] = {}
            hint = None
            if self.judge.options.explain and any(j.failures for j in judged):
                plain = [result_of(one, None) for one in judged]
                self.judged(self._report(submission, started, plain, {}))
                explained, hint = self._explained(judged, attempt)
        results = [result_of(j, explained.get(j.check.name)) for j in judged]
        printed = sentences.printed("".join(j.batched.printed for j in judged)) or None
        notes = sentences.loading_notes(attempt.loaded, self.judge.exercise)
        extra = {"output": printed, "hint": hint, "notes": notes}
        return results, extra | {"message": unwritten(judged)}

    def _judged(self, attempt: Attempt) -> Iterator[Judged]:
        checks = self._checks

        def asks(check: RecordedCheck) -> None:
            self.asks(sentences.asked(checks.index(check) + 1, len(checks)))

        attempt.asks = asks
        try:
            for number, check in enumerate(checks, 1):
                self.asks(sentences.asked(number, len(checks)))
                yield self.judge.check(attempt, check, checks[number:])
        finally:
            self.asks("")

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
            from ..explain.explain import Explanation
            from ..explain.plain import plain

            failed = [j for j in judged if j.failures]
            said: dict[str, Explanation] = {}
            for one in failed:
                with contextlib.suppress(Exception):  # else it is said that it failed
                    said[one.check.name] = Explanation(message=plain(one))
            return said, None

    def _unloaded(self, why: NotLoaded) -> tuple[list[CheckResult], dict[str, Any]]:
        status, message = sentences.not_loaded(why, self.judge.exercise)
        if status == "grader_error":
            raise GraderFault(message)
        return [blank(check, status, message) for check in self._checks], {"message": message}
