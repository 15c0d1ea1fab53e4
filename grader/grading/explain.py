"""Explains what failed: what (the smallest failing call), when, and why.

    what  shrink.py finds the smallest failing call; here it becomes text
    when  features.py names what is true of each call, conditions.py remembers it, when.py finds
          what separates
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
from .calls import Call, call_of
from .cases import Cassette, RecordedCheck
from .conditions import Conditions
from .judge import Failure
from .laws import law
from .shrink import Budget, shrink
from .when import Table, exact_condition, joined, when
from .window import window

if TYPE_CHECKING:
    from .attempt import Attempt, Judged
    from .session import Session

# What is spent on the check that is shown first, and on the others where they are asked for.
FIRST = Budget(search=300, polish=300)
THOROUGH = Budget(search=150, polish=200)


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
        self._conditions = Conditions(session)

    def explain(self, judged: list[Judged], attempt: Attempt) -> dict[str, Explanation]:
        """By check name, what there is to say about each that failed."""
        failed = [j for j in judged if j.failures and not _unwritten(j)]
        if not failed:
            return {}
        whys = self.bank.why(judged)
        explained = {}
        for number, one in enumerate(failed):
            start = _stopped(one)
            if start is None:
                start = self._conditions.simplest(one)
            least = one.failures[start]
            if number == 0 or self._session.options.thorough:
                budget = THOROUGH if number else FIRST
                axes = dict(self._session.exercise.axes)
                least = shrink(self._session.bench, attempt, one, start, axes, budget)
            explained[one.check.name] = Explanation(
                counterexample=self._counterexample(least),
                message=_sentence(least, self._session.cassette),
                when=self.when(one, judged),
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

    def when(self, judged: Judged, every: Sequence[Judged]) -> str | None:
        """What is said of when a check fails. every: all checks of the submission.

        Best is a condition that holds in all checks of the function: "only there" is then true of
        every recorded case. Next best is one for the check's own cases.
        """
        own = self._conditions.table(judged)
        if _observes(judged):
            return when(own)
        both = self._joined(judged, every)
        return when(both if exact_condition(both) or not own.passed else own)

    def masks(self, check: RecordedCheck) -> dict[str, int]:
        """By feature, the recorded cases of a check where it holds, as bits."""
        return self._conditions.masks(check)

    def _law(self, judged: Judged) -> Why | None:
        """A general law, where every failing case is a wrong value."""
        failures = list(judged.failures.values())
        if any(f.kind not in ("values", "shape", "dtype") or f.call is None for f in failures):
            return None
        cassette = self._session.cassette
        return law([(f.got, f.want, call_of(f.call, cassette)) for f in failures if f.call])

    def _joined(self, judged: Judged, every: Sequence[Judged]) -> Table:
        """The cases of all checks that call the same function and get a value, this check's first.

        Inputs that have to be refused are of another kind; they say nothing about the others.
        """
        asked = _function(judged)
        others = [
            j
            for j in every
            if j is not judged and _function(j) == asked and not (_observes(j) or _refuses(j))
        ]
        return joined([self._conditions.table(j) for j in (judged, *others)])

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
            got=_got(failure, self._session.exercise.file),
            window=shown,
        )


_WITH_WINDOW = ("values",)
_ABOUT_THE_CALL = ("property", "unusable")
# The endings of a worker have sentences of their own.
_STOPS = ("timeout", "cpu", "crashed", "garbled", "out_of_memory", "forbidden")
_NO_SENTENCE = (*_STOPS, "shape")


def _stopped(judged: Judged) -> int | None:
    """The number of the case that ended a worker: the call that the check's status is about."""
    return next((n for n, f in judged.failures.items() if f.kind in _STOPS), None)


def _observes(judged: Judged) -> bool:
    """Whether a check is about what a call does besides returning a value."""
    first = judged.check.cases[0].asked if judged.check.cases else []
    return any(messages.operation(raw).do == "observe" for raw in first)


def _refuses(judged: Judged) -> bool:
    """Whether a check is about calls that raise."""
    first = judged.check.cases[0].expected if judged.check.cases else []
    return any(isinstance(messages.outcome(raw), Raised) for raw in first)


def _function(judged: Judged) -> str | None:
    """The function that a check is about: the one that its first case calls last."""
    first = judged.check.cases[0].asked if judged.check.cases else []
    calls = [o for raw in first if (o := messages.operation(raw)).do in ("call", "observe")]
    return calls[-1].name if calls else None


def _unwritten(judged: Judged) -> bool:
    return all(failure.is_unwritten for failure in judged.failures.values())


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
    if failure.kind in _ABOUT_THE_CALL and failure.got is None:
        return ""
    shape = _shape(failure.got) if failure.kind == "shape" else ""
    return shape + render.text(failure.got, failure.want)


def _sentence(failure: Failure, cassette: Cassette) -> str | None:
    """What is wrong besides the values, as a sentence. «0» becomes the argument's name."""
    if not failure.message or failure.raised is not None or failure.kind in _NO_SENTENCE:
        return None
    message = failure.message
    if failure.call is not None:
        for number, name in enumerate(call_of(failure.call, cassette).arguments):
            message = message.replace(f"«{number}»", name)
    message = message.replace("«", "").replace("»", "")
    return f"{message[0].upper()}{message[1:]}{'' if message.endswith(('.', '?')) else '.'}"


def _shape(value: object) -> str:
    shape = getattr(value, "shape", None)
    return f"shape {tuple(shape)}\n" if shape is not None else ""


def _raised(raised: Raised, file: str) -> str:
    """The student's own exception, with the student's own lines only."""
    lines = [f"{raised.error}: {raised.message}" if raised.message else raised.error]
    lines += [f"  {file}, line {f.line}, in {f.function}" for f in raised.frames[-4:]]
    return "\n".join(lines)
