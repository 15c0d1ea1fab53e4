"""What someone may learn from hidden checks. The one place where a report is cut down: what is kept
of a grading is all of it, and what leaves for a person goes through here.

    full            everything
    counterexample  the failing call and what came back; not what was expected, when or why
    titles          which checks passed; nothing about their cases
    score           the score and the verdict
"""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from ..model import CheckResult, Counterexample, Feedback, Report
from ..plain_value import unmarked, words

WITHHELD: dict[Feedback, tuple[str, ...]] = {
    "full": (),
    "counterexample": ("expected", "when", "why", "output"),
    "titles": ("cases", "counterexample", "expected", "when", "why", "output"),
    "score": ("checks", "cases", "counterexample", "expected", "when", "why", "output"),
}


def for_student(report: Report) -> Report:
    """The report as its set's policy allows a student to see it."""
    return redacted(report, report.feedback)


def redacted(report: Report, audience: Feedback) -> Report:
    """What a report says to who may see this much. Cut down twice, it is what the stricter says."""
    if audience == "full":
        return report
    cut = {"counterexample": _without_answer, "titles": _title_only}.get(audience)
    checks = tuple(cut(check) for check in report.checks) if cut is not None else ()
    withheld = dict.fromkeys((*report.withheld, *WITHHELD[audience]))
    return replace(
        report,
        checks=checks,
        withheld=tuple(withheld),
        message=_message(report, audience),
        # What the student's code prints may be the hidden inputs themselves.
        output=None,
        hint=None,
    )


def _message(report: Report, audience: Feedback) -> str | None:
    """Why a file could not be loaded is its own; a fault of the grader's may name hidden cases."""
    if report.verdict == "grader_error" and audience in ("titles", "score"):
        return None
    return report.message


def _without_answer(check: CheckResult) -> CheckResult:
    message = check.message if check.status != "failed" else None
    shown = check.counterexample
    if shown is not None:
        shown = _call_only(shown)
    return replace(check, counterexample=shown, when=None, why=None, message=message, notes=())


def _call_only(shown: Counterexample) -> Counterexample:
    """What was called and what came of it. Marks, and where an array's window lies, would say which
    cells are wrong; a message, what was asked for."""
    values = structs.replace(
        shown.values,
        expected=words(""),
        got=unmarked(shown.values.alone or shown.values.got),
        alone=None,
    )
    return replace(shown, values=values, window=None)


def _title_only(check: CheckResult) -> CheckResult:
    return CheckResult(
        name=check.name,
        title=check.title,
        status=check.status if check.status in ("passed", "skipped", "grader_error") else "failed",
        points=check.points,
        max_points=check.max_points,
        device=check.device,
    )
