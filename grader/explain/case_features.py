"""What is true of each recorded case, worked out once per recording and kept on disk with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from ..judge.cache import key_of
from ..judge.check_runner import OwnFeatures
from ..judge.judge import Judge
from ..judge.outcomes import Failure, Judged
from ..judge.recording import RecordedCase, RecordedCheck
from ..model import Exercise
from ..wire import messages
from ..wire.messages import Operation, Outcome, Returned
from ..wire.values import from_wire
from . import text_features
from .call import call_of, is_large, reading, simplicity
from .condition import Table, masks_of
from .features import UNKNOWN, features, is_plain, of_trial_calls


class _Facts(msgspec.Struct, frozen=True):
    """A check's cases: masks by feature (hex digits, they are longer than 64 bits), and the
    numbers of the cases from the simplest call to the hardest."""

    masks: dict[str, str]
    order: list[int]


def facts_key(exercise: Exercise, cases: str) -> str:
    """What the features of cases are made from, by the key of those cases."""
    return key_of(cases, exercise.axes, _trial())


@cache
def _trial() -> tuple[tuple[str, bool], ...]:
    return tuple(of_trial_calls().items())


class CaseFeatures:
    """The features of one session's recorded cases."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._facts: dict[str, _Facts] | None = None

    def table(self, judged: Judged) -> Table:
        """A check's cases as bits, with those that this submission failed."""
        masks = self.masks(judged.check)
        failed = sum(1 << number for number in judged.failures)
        total = judged.ran
        ran = {n: m & ((1 << total) - 1) for n, m in masks.items()}
        return Table(
            text_features.told_of_all(ran, total),
            total,
            failed,
            frozenset(name for name in masks if not is_plain(name)),
        )

    def of_failure(self, check: RecordedCheck, failure: Failure) -> dict[str, bool]:
        """The features of one failing call."""
        if failure.call is None:
            return {}
        want = _wanted(failure)
        return self._features_of(failure.call, self._judge.runner.features_of(check), want)

    def masks(self, check: RecordedCheck) -> dict[str, int]:
        """By feature, the cases of a check where it holds."""
        return {name: int(mask, 16) for name, mask in self._of(check).masks.items()}

    def simplest(self, judged: Judged) -> int:
        """The number of the failing case whose call is the simplest."""
        order = self._of(judged.check).order
        failures = judged.failures.items()
        tried = [n for n, failure in failures if failure.tried] or list(judged.failures)
        shown = [n for n in tried if not judged.failures[n].bare]
        return next((n for n in order if n in shown), min(shown or tried))

    def _of(self, check: RecordedCheck) -> _Facts:
        if self._facts is None:
            key = facts_key(self._judge.exercise, self._judge.recording.key)
            theirs = self._judge.shipped.facts(key, dict[str, _Facts]) or {}
            # Every machine records for itself what is checked on its GPU.
            ours = [c for c in self._judge.recording.checks if c.name not in theirs]
            self._facts = theirs
            if ours:
                self._facts |= self._judge.kept(
                    "facts", key, dict[str, _Facts], lambda: self._made(ours)
                )
        return self._facts[check.name]

    def for_everybody(self) -> tuple[str, Any]:
        """What an author's machine ships, with what it was made from."""
        recording = self._judge.recording
        return facts_key(self._judge.exercise, recording.key), self._made(recording.checks)

    def _made(self, checks: Sequence[RecordedCheck]) -> dict[str, _Facts]:
        return {check.name: self._facts_of(check) for check in checks}

    def unnamed(self, failure: Failure) -> list[str]:
        """Names of ours for arguments that a report shows in the call, and so by no name."""
        if failure.call is None:
            return []
        call = call_of(failure.call, self._judge.recording)
        return [name for name in call.made_up if not is_large(call.arguments[name])]

    def _facts_of(self, check: RecordedCheck) -> _Facts:
        own = self._judge.runner.features_of(check)
        masks = masks_of([self._features(case, own) for case in check.cases])
        keys = [_hardness(case) for case in check.cases]
        return _Facts(
            {n: f"{m:x}" for n, m in masks.items()}, sorted(range(len(keys)), key=keys.__getitem__)
        )

    def _features(self, case: RecordedCase, own: OwnFeatures | None) -> dict[str, bool]:
        """The author's features first, then those that every call has."""
        operations = [messages.operation(raw) for raw in case.asked]
        calls = [o for o in operations if o.do in messages.CALLS]
        if not calls:
            return {}
        answer = messages.outcome(case.expected[-1])
        want = _answered(answer)
        return self._features_of(calls[-1], own, want)

    def _features_of(
        self, operation: Operation, own: OwnFeatures | None, want: Any
    ) -> dict[str, bool]:
        call = call_of(operation, self._judge.recording)
        named = own(**call.all_arguments) if own is not None else {}
        return named | features(call, dict(self._judge.exercise.axes), want)


def _answered(answer: Outcome | None) -> Any:
    """The value of a right answer; what stayed in the worker is not known."""
    if not isinstance(answer, Returned):
        return UNKNOWN
    value = from_wire(answer.value, lambda _: None)
    return UNKNOWN if value is None and answer.value is not None else value


def _wanted(failure: Failure) -> Any:
    """What was expected of a failing call: where nothing says so, what the reference answered, if
    that is None or a plain number."""
    if failure.want is not None:
        return UNKNOWN if isinstance(failure.want, type) else failure.want
    number = failure.origin.call
    known = number is not None and number < len(failure.right)
    answer = _answered(failure.right[number]) if known and number is not None else UNKNOWN
    return answer if answer is None or type(answer) is int else UNKNOWN


def _hardness(case: RecordedCase) -> tuple[float, ...]:
    """The simplicity of the call that a counterexample would show, then of the whole case."""
    asked = [messages.operation(raw) for raw in case.asked]
    calls = [operation for operation in asked if operation.do in messages.CALLS]
    return simplicity(calls[-1]) + reading(asked) if calls else (float("inf"),)
