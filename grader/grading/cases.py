"""Cases: the inputs that Hypothesis drew for each check, recorded once and replayed for everyone.

A recording holds, per case, what was drawn, the operations asked of the student, the reference's
answers to those, and the operations asked of the reference with their answers. It is made with a
seed that follows from the set's version, in a process that has the reference and no submission.
Kept on disk as plain msgpack with its key; a damaged or foreign file is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import msgspec
import numpy as np
from hypothesis.errors import UnsatisfiedAssumption

from .. import __version__, library
from ..checks.compare import take_notes
from ..errors import CheckFault
from ..model import Exercise
from ..worker.messages import Held, Map, Seq, Value
from ..worker.values import from_wire, to_wire
from .channels import Live, Recording
from .collect import Check, Checks

FORMAT = 3


class RecordedCase(msgspec.Struct, array_like=True, frozen=True):
    """One case. `expected` are the reference's answers to what the student is asked."""

    drawn: dict[str, Value]
    asked: list[msgspec.Raw]
    expected: list[msgspec.Raw]
    reference_asked: list[msgspec.Raw]
    reference_answers: list[msgspec.Raw]

    def arguments(self) -> dict[str, Any]:
        """What Hypothesis drew, as the check's body takes it."""
        return {name: from_wire(value) for name, value in self.drawn.items()}


class RecordedCheck(msgspec.Struct, frozen=True):
    """A check's cases. Not replayable: something was drawn that can't be written down, so the
    check runs under Hypothesis each time."""

    cases: list[RecordedCase]
    replayable: bool = True


class Cassette(msgspec.Struct, frozen=True):
    """All of an exercise's recorded checks. signatures: the reference's parameter names."""

    key: str
    signatures: dict[str, tuple[str, ...]]
    checks: dict[str, RecordedCheck]


_decoder = msgspec.msgpack.Decoder(Cassette)


def seed_of(exercise: Exercise) -> int:
    """The seed of a set version; the same on every machine."""
    text = f"{exercise.set_name}@{exercise.set_version}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])


def key_of(exercise: Exercise, checks: Checks, seed: int) -> str:
    """What a recording depends on. Anything different gives another key."""
    ours = Path(__file__).resolve().parent.parent
    files = [f for f in (library.checks_file(exercise), library.reference_file(exercise)) if f]
    files += [*(ours / "checks").glob("*.py"), ours / "worker" / "values.py"]
    parts = (
        FORMAT,
        __version__,
        exercise.id,
        exercise.set_version,
        library.digest(files),
        [c.name for c in checks.all],
        seed,
        (hypothesis.__version__, np.__version__, platform.python_version()),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def record(check: Check, checks: Checks, actors: tuple[Live, Live], seed: int) -> RecordedCheck:
    """Runs a check against its own reference and keeps every case.

    actors: two workers with the reference, one in the student's part and one in its own.

    Raises CheckFault when the reference fails: then the check or the reference is wrong.
    """
    cases: list[RecordedCase] = []
    replayable = True

    def run(_: Check, fixtures: dict[str, Any]) -> None:
        nonlocal replayable
        asked, answered = Recording(actors[0]), Recording(actors[1])
        body = check.body

        def one(**drawn: Any) -> None:
            nonlocal replayable
            values = {n: to_wire(v) for n, v in drawn.items() if n not in fixtures}
            replayable = replayable and not any(_is_held(v) for v in values.values())
            asked.new_case()
            answered.new_case()
            checks.student.to, checks.reference.to = asked, answered
            body(**drawn)
            cases.append(
                RecordedCase(
                    values, asked.operations, asked.outcomes, answered.operations, answered.outcomes
                )
            )

        if check.is_random:
            with check.body_replaced(one) as function:
                hypothesis.seed(seed)(function)(**fixtures)
        else:
            one(**fixtures)

    try:
        checks.run(check, run)
    except (Exception, UnsatisfiedAssumption) as error:
        said = f"{type(error).__name__}: {error}".strip(": ")
        raise CheckFault(f"The check {check.name} fails on its own reference: {said}") from error
    take_notes()
    return RecordedCheck(cases, replayable)


def _is_held(value: Value) -> bool:
    match value:
        case Held():
            return True
        case Seq():
            return any(_is_held(item) for item in value.items)
        case Map():
            return any(_is_held(k) or _is_held(v) for k, v in value.items)
    return False


class Store:
    """Recordings on disk. Never a reason to fail: what can't be read is made anew, what can't be
    written is made again next time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, exercise: Exercise, kind: str) -> Path:
        return self._folder / exercise.set_name / f"{exercise.name}.{kind}"

    def read(self, exercise: Exercise, key: str) -> Cassette | None:
        try:
            cassette = _decoder.decode(self.path(exercise, "cases").read_bytes())
        except (OSError, msgspec.DecodeError, ValueError, RecursionError):
            return None
        return cassette if cassette.key == key else None

    def write(self, exercise: Exercise, kind: str, content: bytes) -> None:
        """Replaces the file in one step, so that a reader never sees half of it."""
        path = self.path(exercise, kind)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                os.replace(name, path)
            except OSError:
                os.unlink(name)
                raise


def cassette(
    exercise: Exercise,
    checks: Checks,
    reference: Callable[[], tuple[tuple[Live, Live], dict[str, tuple[str, ...]]]],
    store: Store | None,
    seed: int,
) -> Cassette:
    """The recording of an exercise: from the store, or made now and stored.

    store: None neither reads nor writes (fresh cases). reference: starts the reference's workers.
    """
    key = key_of(exercise, checks, seed)
    found = store.read(exercise, key) if store is not None else None
    if found is not None:
        return found
    actors, signatures = reference()
    recorded = {check.name: record(check, checks, actors, seed) for check in checks.all}
    made = Cassette(key, signatures, recorded)
    if store is not None:
        store.write(exercise, "cases", msgspec.msgpack.encode(made))
    return made
