"""Why it fails: the known-wrong variant whose answers are the student's on every recorded case.

Every variant in wrong/ is run on the recorded cases in a worker of its own. A first sample of the
cases, kept on disk, leaves few candidates; those are compared on all cases. Where none agrees on
every case, none is named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from .. import library
from ..checks.compare import assert_same
from ..checks.mismatch import Mismatch
from ..model import Why
from ..worker import messages
from ..worker.host import Batched
from ..worker.messages import (
    BigInt,
    NotLoaded,
    Raised,
    Returned,
    Scalar,
    Seq,
    TensorData,
    Value,
    WireError,
)
from ..worker.values import from_wire
from .attempt import Judged
from .cases import RecordedCheck

if TYPE_CHECKING:
    from .session import Session

SAMPLE = 8
Answers = list[list[msgspec.Raw]]


class _Stored(msgspec.Struct, frozen=True):
    """By variant and check, the answers to the sample.

    A variant that keeps state between calls answers a sample otherwise than the same cases among
    all the others: it has no sample, and stays a candidate. A fresh worker that is asked the same
    cases backwards tells.
    """

    key: str
    sample: dict[str, dict[str, Answers] | None]


_decoder = msgspec.msgpack.Decoder(_Stored)


class Bank:
    """The known-wrong variants of one session's exercise."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._files = {path.stem: path for path in library.wrong(session.exercise)}
        self._full: dict[str, dict[str, Batched]] = {}
        self._sample: dict[str, dict[str, Answers] | None] | None = None

    def why(self, judged: Sequence[Judged]) -> dict[str, Why]:
        """By name of failed check, the misconception behind it, where one agrees everywhere.

        Agreeing on one check is not enough: many mistakes look alike on an image of one window.
        Checks of a function that isn't written yet say nothing about the others.
        """
        written = [j for j in judged if not _is_unwritten(j)]
        failed = [j for j in written if j.failures]
        for variant in self._candidates(written) if failed else ():
            if all(self._agrees(variant, j) for j in written):
                return {j.check.name: self._why(variant) for j in failed}
        return {}

    def remember(self, variant: str, judged: Sequence[Judged]) -> None:
        """A variant's answers to all cases, where somebody has just asked for them anyway."""
        self._full[variant] = {j.check.name: j.batched for j in judged if j.check.replayable}

    def matches(self, judged: Sequence[Judged]) -> list[str]:
        """Every variant whose answers are these on all cases of all checks."""
        return [v for v in self._candidates(judged) if all(self._agrees(v, j) for j in judged)]

    def _why(self, variant: str) -> Why:
        return Why(id=variant, text=library.misconception(self._files[variant]))

    def _candidates(self, judged: Sequence[Judged]) -> list[str]:
        return [
            variant
            for variant, sample in self._samples().items()
            if sample is None
            or all(
                _equal_prefix(sample.get(j.check.name, []), j.batched.cases, j.check)
                for j in judged
            )
        ]

    def _agrees(self, variant: str, judged: Judged) -> bool:
        if not judged.check.replayable:
            return True  # there are no cases that both have answered
        if variant not in self._full:
            self._full[variant] = self._run(self._files[variant])
        theirs = self._full[variant].get(judged.check.name)
        if theirs is None or theirs.ending != judged.batched.ending:
            return False
        if len(theirs.cases) != len(judged.batched.cases):
            return False
        return _equal_prefix(theirs.cases, judged.batched.cases, judged.check)

    def _samples(self) -> dict[str, dict[str, Answers] | None]:
        if self._sample is None:
            self._sample = self._stored() or self._made()
        return self._sample

    def _key(self) -> str:
        files = library.digest(list(self._files.values())) if self._files else ""
        ours = library.digest([Path(__file__)])
        return hashlib.sha256(f"{self._session.cassette.key}{files}{ours}".encode()).hexdigest()

    def _stored(self) -> dict[str, dict[str, Answers] | None] | None:
        store = self._session.store
        if store is None:
            return None
        try:
            stored = _decoder.decode(store.read(self._session.exercise, "bank"))
        except (msgspec.DecodeError, ValueError, RecursionError):
            return None
        return stored.sample if stored.key == self._key() else None

    def _made(self) -> dict[str, dict[str, Answers] | None]:
        made = {name: self._sample_of(path) for name, path in self._files.items()}
        if self._session.store is not None:
            content = msgspec.msgpack.encode(_Stored(self._key(), made))
            self._session.store.write(self._session.exercise, "bank", content)
        return made

    def _sample_of(self, path: Path) -> dict[str, Answers] | None:
        """The answers to the first few cases of each check; None if they depend on the order."""
        checks = [_first(c, SAMPLE) for c in self._session.cassette.checks if c.replayable]
        forwards = self._answers(path, checks)
        backwards = self._answers(path, [_backwards(check) for check in reversed(checks)])
        turned = {name: answers[::-1] for name, answers in backwards.items()}
        return forwards if forwards == turned else None

    def _answers(self, path: Path, checks: Sequence[RecordedCheck]) -> dict[str, Answers]:
        with self._session.attempt(path.read_bytes()) as attempt:
            if isinstance(attempt.loaded, NotLoaded):
                return {}
            return {check.name: attempt.run(check).cases for check in checks}

    def _run(self, path: Path) -> dict[str, Batched]:
        """A variant's answers to all cases, by check."""
        with self._session.attempt(path.read_bytes()) as attempt:
            if isinstance(attempt.loaded, NotLoaded):
                return {}
            checks = [c for c in self._session.cassette.checks if c.replayable]
            return {check.name: attempt.run(check) for check in checks}


def _is_unwritten(judged: Judged) -> bool:
    """Whether every case met the stub's own NotImplementedError."""
    cases = judged.batched.cases
    if not cases or len(judged.failures) < len(judged.check.cases):
        return False
    return all(any(_raises_not_implemented(raw) for raw in case) for case in cases)


def _raises_not_implemented(raw: msgspec.Raw) -> bool:
    try:
        outcome = messages.outcome(raw)
    except WireError:
        return False
    return isinstance(outcome, Raised) and outcome.error == "NotImplementedError"


def _first(check: RecordedCheck, cases: int) -> RecordedCheck:
    return msgspec.structs.replace(check, cases=check.cases[:cases])


def _backwards(check: RecordedCheck) -> RecordedCheck:
    return msgspec.structs.replace(check, cases=check.cases[::-1])


def _equal_prefix(theirs: Answers, mine: Answers, check: RecordedCheck) -> bool:
    """Whether two lists of answers agree as far as both go, and both have begun."""
    if check.replayable and not (theirs and mine):
        return bool(theirs) == bool(mine)
    return all(
        one == other or _equal_answers(one, other) for one, other in zip(theirs, mine, strict=False)
    )


def _equal_answers(one: list[msgspec.Raw], other: list[msgspec.Raw]) -> bool:
    if len(one) != len(other):
        return False
    try:
        return all(
            a == b or _equal(messages.outcome(a), messages.outcome(b))
            for a, b in zip(one, other, strict=True)
        )
    except WireError:
        return False


def _equal(one: messages.Outcome, other: messages.Outcome) -> bool:
    """The same exception; or the same sort of value, equal but for rounding, with the same
    effects on its arguments."""
    if isinstance(one, Raised) or isinstance(other, Raised):
        return isinstance(one, Raised) and isinstance(other, Raised) and _same_error(one, other)
    return (
        type(one.value) is type(other.value)
        and _sort(one.value) == _sort(other.value)
        and (one.changed, one.shares) == (other.changed, other.shares)
        and one.calls == other.calls
        and _equal_values(one, other)
    )


def _sort(value: Value) -> object:
    """The sort of thing that a value is, and those in it: a list of floats is no list of tensors,
    and a tensor that keeps its graph is not one that doesn't."""
    if isinstance(value, Seq):
        return [_sort(item) for item in value.items]
    if isinstance(value, TensorData):
        return (TensorData, value.requires_grad)
    return "number" if isinstance(value, (int, float, Scalar, BigInt)) else type(value)


def _same_error(one: Raised, other: Raised) -> bool:
    """The same exception; for those that any slip of the pen raises, about the same thing."""
    if one.error in ("NameError", "TypeError", "AttributeError", "ImportError", "SyntaxError"):
        return (one.error, one.message) == (other.error, other.message)
    return one.error == other.error


def _equal_values(one: Returned, other: Returned) -> bool:
    if one.value == other.value:
        return True
    first, second = (from_wire(r.value, lambda held: held.types) for r in (one, other))
    try:
        assert_same(first, second, tolerance=1e-9)
    except (Mismatch, TypeError):
        return _both_nan(first, second)
    return True


def _both_nan(first: object, second: object) -> bool:
    if not isinstance(first, np.ndarray) or not isinstance(second, np.ndarray):
        return False
    return first.shape == second.shape and bool(np.array_equal(first, second, equal_nan=True))
