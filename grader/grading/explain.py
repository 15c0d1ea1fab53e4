"""Explains a failed check: what (the smallest failing call), when, and why.

Never guesses: where nothing can be said for certain, nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Counterexample, Why
from ..worker.messages import Raised
from . import render
from .calls import Call, Signatures, call_of, simplicity
from .judge import Failure

if TYPE_CHECKING:
    from .attempt import Attempt, Judged
    from .session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    counterexample: Counterexample | None = None
    when: str | None = None
    why: Why | None = None
    message: str | None = None


class Explainer:
    """Explains the failed checks of one submission after another."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def explain(self, judged: list[Judged], attempt: Attempt) -> dict[str, Explanation]:
        """By check name, what there is to say about each that failed."""
        if not self._session.options.explain:
            return {}
        return {j.check.name: self._one(j) for j in judged if j.failures}

    def hint(self, explained: dict[str, Explanation]) -> str | None:
        return None

    def _one(self, judged: Judged) -> Explanation:
        failure = smallest(judged)
        return Explanation(
            counterexample=counterexample(
                failure, self._session.cassette.signatures, self._session.exercise.file
            )
        )


def smallest(judged: Judged) -> Failure:
    """The failing case whose call is the simplest."""
    return min(
        judged.failures.values(),
        key=lambda f: simplicity(f.call) if f.call is not None else (float("inf"),),
    )


def counterexample(failure: Failure, signatures: Signatures, file: str) -> Counterexample | None:
    """A failure as a report shows it. None when no call was made."""
    if failure.call is None:
        return None
    call = call_of(failure.call, signatures)
    return Counterexample(
        call=_call_text(call),
        arguments={n: render.text(v) for n, v in call.arguments.items() if _is_large(v)},
        expected=_expected(failure),
        got=_got(failure, file),
    )


def _is_large(value: object) -> bool:
    """Whether a value is shown below the call and not in it."""
    return not isinstance(value, (bool, int, float, str, type(None)))


def _call_text(call: Call) -> str:
    parts = []
    for name, value in call.arguments.items():
        if _is_large(value):
            parts.append(f"{name}={name}" if name in call.keywords else name.replace(" ", "_"))
        else:
            parts.append(f"{name}={render.text(value)}")
    return f"{call.name}({', '.join(parts)})"


def _expected(failure: Failure) -> str:
    if isinstance(failure.want, type):
        return f"{failure.want.__name__} to be raised"
    if failure.want is None:
        return "" if failure.kind != "values" else "None"
    shape = _shape(failure.want) if failure.kind == "shape" else ""
    return shape + render.text(failure.want, failure.got)


def _got(failure: Failure, file: str) -> str:
    if failure.raised is not None:
        return _raised(failure.raised, file)
    if failure.kind in ("timeout", "cpu"):
        return "nothing, within the time allowed"
    if failure.kind in ("crashed", "garbled", "out_of_memory"):
        return "nothing"
    shape = _shape(failure.got) if failure.kind == "shape" else ""
    shown = shape + render.text(failure.got, failure.want)
    if failure.message and failure.kind != "shape":
        return f"{failure.message}\n{shown}" if failure.got is not None else failure.message
    return shown


def _shape(value: object) -> str:
    shape = getattr(value, "shape", None)
    return f"shape {tuple(shape)}\n" if shape is not None else ""


def _raised(raised: Raised, file: str) -> str:
    """The student's own exception, with the student's own lines only."""
    lines = [f"{raised.error}: {raised.message}" if raised.message else raised.error]
    lines += [f"  {file}, line {f.line}, in {f.function}" for f in raised.frames[-4:]]
    return "\n".join(lines)


__all__ = ["Explainer", "Explanation", "counterexample", "smallest"]
