"""Builds reports: of hidden checks and of public examples alike. Grades nothing."""

from __future__ import annotations

import os
import platform
import sys
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..errors import ITS_AUTHORS, CheckFault, GraderFault
from ..explain.plain import failed
from ..judge.options import Options
from ..judge.recording import RecordedCheck
from ..model import CheckResult, Environment, Exercise, Report, Status, Submission, Submitted
from ..wire.parent_messages import Ready
from ..wording import sentences

if TYPE_CHECKING:
    from ..explain.explain import Explanation
    from ..judge.outcomes import Judged


@dataclass(frozen=True, slots=True)
class Example:
    """One public example. name: test_f, or TestC.test_f; title: what a student reads."""

    name: str
    title: str
    points: float = 1.0
    device: str = "cpu"


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
        id=os.urandom(16).hex(),
        time=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        engine=__version__,
        exercise=exercise.id,
        set_version=exercise.set_version,
        submission=Submitted(
            path=submission.path, student=submission.student, sha256=submission.sha256
        ),
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


def _environment(ready: Ready) -> Environment:
    return Environment(
        kata=__version__,
        python=platform.python_version(),
        numpy=ready.versions.get("numpy"),
        torch=ready.versions.get("torch"),
        platform=f"{sys.platform}-{platform.machine()}",
    )


def result_of(judged: Judged, explanation: Explanation | None) -> CheckResult:
    check = judged.check
    status = _status(judged)
    passed = status == "passed"
    if status == "skipped":
        return blank(check, status, sentences.UNTOLD)
    result = replace(
        blank(check, status, sentences.passed(check.device) if passed else failed(judged)),
        points=check.points if passed else 0.0,
        cases=judged.ran,
        failed_cases=len(judged.failures),
        duration_s=round(judged.duration_s, 4),
        notes=judged.notes,
    )
    if explanation is None:
        return result
    # Who may not see what was expected is told how a check ended, and not what is wrong with a
    # value that is shown instead.
    said = None if explanation.of_value and status != "failed" else explanation.message
    return replace(
        result,
        counterexample=explanation.counterexample,
        when=explanation.when,
        why=explanation.why,
        message=said or result.message,
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


def blank(check: RecordedCheck | Example, status: Status, message: str | None) -> CheckResult:
    """A check or an example without any points yet, nor cases."""
    return CheckResult(
        name=check.name,
        title=check.title,
        status=status,
        points=0.0,
        max_points=0.0 if status == "skipped" else check.points,
        device=check.device,
        message=message,
    )


def fault(error: BaseException) -> str:
    """What is said where nothing was graded, and it is our fault. A mistake of ours must not cost
    whoever is graded next anything: only who looks for it gets it raised."""
    if isinstance(error, CheckFault):
        return f"{error} {ITS_AUTHORS}"
    if isinstance(error, GraderFault):
        return str(error)
    if os.environ.get("KATA_DEBUG"):
        raise error
    return f"kata itself failed: {type(error).__name__}: {error}"


def unchecked_devices(checks: list[RecordedCheck], why: str) -> list[CheckResult]:
    """One line for each check that would have run on CUDA: not checked is not passed."""
    if any(check.device == "cuda" for check in checks):
        return []
    takers = {c.name.partition("[")[0]: c for c in checks if c.takes_device}
    said = sentences.not_checked(why)
    return [
        replace(blank(check, "skipped", said), name=f"{name}[cuda]", device="cuda")
        for name, check in takers.items()
    ]
