"""What a student may learn from hidden checks. The one place where a report is cut down, so that
no view and no export can show what the set withholds.

    full            everything
    counterexample  the failing call and what came back; not what was expected, when or why
    titles          which checks passed; nothing about their cases
    score           the score and the verdict
"""

from __future__ import annotations

from dataclasses import replace

from ..model import CheckResult, Counterexample, Feedback, Report

WITHHELD: dict[Feedback, tuple[str, ...]] = {
    "full": (),
    "counterexample": ("expected", "when", "why", "output"),
    "titles": ("cases", "counterexample", "expected", "when", "why", "output"),
    "score": ("checks", "cases", "counterexample", "expected", "when", "why", "output"),
}


def explains(feedback: Feedback) -> bool:
    """Whether anything of an explanation will be shown; none is made that won't be."""
    return feedback in ("full", "counterexample")


def redacted(report: Report, feedback: Feedback) -> Report:
    """The report as the set's policy allows a student to see it."""
    if feedback == "full":
        return report
    cut = {"counterexample": _without_answer, "titles": _title_only}.get(feedback)
    checks = tuple(cut(check) for check in report.checks) if cut is not None else ()
    return replace(
        report,
        checks=checks,
        withheld=WITHHELD[feedback],
        # What the student's code prints may be the hidden inputs themselves.
        output=None,
        hint=None,
    )


def _without_answer(check: CheckResult) -> CheckResult:
    shown = check.counterexample
    if shown is not None:
        shown = Counterexample(
            call=shown.call,
            arguments=shown.arguments,
            expected="",
            # Marks would say which cells are wrong, a message what was asked for.
            got=_unmarked(shown.got),
            how=shown.how,
            then=shown.then,
            then_arguments=shown.then_arguments,
        )
    message = check.message if check.status != "failed" else None
    return replace(check, counterexample=shown, when=None, why=None, message=message, notes=())


def _unmarked(text: str) -> str:
    return text.replace("‹", " ").replace("›", " ")


def _title_only(check: CheckResult) -> CheckResult:
    return CheckResult(
        name=check.name,
        title=check.title,
        status=check.status if check.status in ("passed", "skipped", "grader_error") else "failed",
        points=check.points,
        max_points=check.max_points,
        device=check.device,
    )
