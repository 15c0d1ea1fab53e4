"""Explains what failed: what (the smallest failing call), when, and why.

    what  shrink.py finds the smallest failing call; here it becomes text
    when  features.py names what is true of each call, when.py finds what separates
    why   bank.py compares with known-wrong variants, laws.py tries general laws

Never guesses: where nothing can be said for certain, nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Counterexample, Why
from ..worker import messages
from ..worker.messages import Raised
from . import render
from .bank import Bank
from .calls import Call, call_of, simplicity
from .features import features
from .judge import Failure
from .laws import law
from .shrink import Budget, shrink
from .when import Row, when
from .window import window

if TYPE_CHECKING:
    from .attempt import Attempt, Judged
    from .session import Session

# Shrinking costs most for the check that is shown first.
FIRST = Budget(search=250, polish=400)
LATER = Budget(search=60, polish=200)
LAST = Budget(search=0, polish=40)


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
        self.bank = Bank(session)

    def explain(self, judged: list[Judged], attempt: Attempt) -> dict[str, Explanation]:
        """By check name, what there is to say about each that failed."""
        failed = [j for j in judged if j.failures]
        if all(_unwritten(j) for j in failed):
            return {}
        whys = self.bank.why(judged)
        explained = {}
        for number, one in enumerate(failed):
            budget = FIRST if number == 0 else LATER if number < 3 else LAST
            axes = dict(self._session.exercise.axes)
            least = shrink(self._session.bench, attempt, one, smallest(one), axes, budget)
            explained[one.check.name] = Explanation(
                counterexample=self._counterexample(least),
                when=when(self._rows(one, judged)),
                why=whys.get(one.check.name) or self._law(one),
            )
        return explained

    def hint(self, explained: dict[str, Explanation]) -> str | None:
        """The hint that the diagnosis asks for, if the author wrote one."""
        diagnosed = [e.why.id for e in explained.values() if e.why is not None]
        for hint in self._session.exercise.hints:
            if any(name in hint.after for name in diagnosed):
                return hint.text
        return None

    def _law(self, judged: Judged) -> Why | None:
        """A general law, where every failing case is a wrong value."""
        failures = list(judged.failures.values())
        if any(f.kind not in ("values", "shape", "dtype") or f.call is None for f in failures):
            return None
        cassette = self._session.cassette
        return law([(f.got, f.want, call_of(f.call, cassette)) for f in failures if f.call])

    def _rows(self, judged: Judged, every: Sequence[Judged]) -> list[Row]:
        """The check's cases; joined by the other checks' where it has no passing case itself."""
        rows = self._rows_of(judged)
        if rows and all(row.failed for row in rows):
            others = [j for j in every if j is not judged and not _observes(j)]
            joined = [row for j in others for row in self._rows_of(j)]
            if not _observes(judged) and any(not row.failed for row in joined):
                return rows + joined
        return rows

    def _rows_of(self, judged: Judged) -> list[Row]:
        axes = dict(self._session.exercise.axes)
        rows = []
        for number, case in enumerate(judged.check.cases[: judged.ran]):
            calls = [o for raw in case.asked if (o := messages.operation(raw)).do in _CALLS]
            if calls:
                want = messages.outcome(case.expected[len(case.asked) - 1])
                value = want.value if isinstance(want, messages.Returned) else None
                call = call_of(calls[-1], self._session.cassette)
                named = features(call, axes, _plain(value))
                rows.append(Row(named, number in judged.failures))
        return rows

    def _counterexample(self, failure: Failure) -> Counterexample | None:
        """A failure as a report shows it. None when no call was made."""
        if failure.call is None:
            return None
        call = call_of(failure.call, self._session.cassette)
        shown = window(call, failure.got, failure.want) if failure.kind in _WITH_WINDOW else None
        return Counterexample(
            call=_call_text(call),
            arguments={n: render.text(v) for n, v in call.arguments.items() if _is_large(v)},
            expected=_expected(failure),
            got=_got(failure, self._session.exercise.file, call),
            window=shown,
        )


_CALLS = ("call", "observe")
_WITH_WINDOW = ("values", "shape")


def _plain(value: messages.Value) -> object:
    from ..worker.values import from_wire

    return from_wire(value, lambda held: None)


def _observes(judged: Judged) -> bool:
    """Whether a check is about what a call does besides returning a value."""
    first = judged.check.cases[0].asked if judged.check.cases else []
    return any(messages.operation(raw).do == "observe" for raw in first)


def _unwritten(judged: Judged) -> bool:
    return all(
        f.raised is not None and f.raised.error == "NotImplementedError"
        for f in judged.failures.values()
    )


def smallest(judged: Judged) -> int:
    """The number of the failing case whose call is the simplest."""

    def key(number: int) -> tuple[float, ...]:
        call = judged.failures[number].call
        return simplicity(call) if call is not None else (float("inf"),)

    return min(judged.failures, key=key)


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


def _got(failure: Failure, file: str, call: Call) -> str:
    if failure.raised is not None:
        return _raised(failure.raised, file)
    if failure.kind in ("timeout", "cpu"):
        return "nothing, within the time allowed"
    if failure.kind in ("crashed", "garbled", "out_of_memory"):
        return "nothing"
    shape = _shape(failure.got) if failure.kind == "shape" else ""
    shown = shape + render.text(failure.got, failure.want)
    if failure.message and failure.kind != "shape":
        message = _with_names(failure.message, call)
        return f"{message}\n{shown}" if failure.got is not None else message
    return shown


def _with_names(message: str, call: Call) -> str:
    """«0» in a message about arguments becomes the parameter's name."""
    for number, name in enumerate(call.arguments):
        message = message.replace(f"«{number}»", name)
    return message.replace("«", "").replace("»", "")


def _shape(value: object) -> str:
    shape = getattr(value, "shape", None)
    return f"shape {tuple(shape)}\n" if shape is not None else ""


def _raised(raised: Raised, file: str) -> str:
    """The student's own exception, with the student's own lines only."""
    lines = [f"{raised.error}: {raised.message}" if raised.message else raised.error]
    lines += [f"  {file}, line {f.line}, in {f.function}" for f in raised.frames[-4:]]
    return "\n".join(lines)
