"""Cases: the inputs that Hypothesis drew for each check, recorded once and replayed for everyone.

A recording holds, per case, what was drawn, the operations asked of the student, the reference's
answers to those, and the operations asked of the reference with their answers. It is made with a
seed that follows from the set's version (recorder.py), shipped with the checks (shipped.py), and
kept on disk where it isn't (cache.py).

Nothing here needs NumPy, pytest or Hypothesis: a submission whose answers are the reference's to
the byte is graded without them.
"""

from __future__ import annotations

import hashlib
import importlib.util
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from .. import __version__
from ..model import Exercise
from ..sets import set_files
from ..wire import messages
from ..wire.messages import Plain
from ..wire.values import from_wire
from . import cache

# What Hypothesis chose while it drew a case, in its order.
Choice = bool | int | float | str | bytes
Choices = tuple[Choice, ...]


class RecordedCase(msgspec.Struct, array_like=True, frozen=True):
    """One case. `expected` are the reference's answers to what the student is asked. chosen: what
    `drawn` was made from."""

    drawn: dict[str, msgspec.Raw]
    asked: list[msgspec.Raw]
    expected: list[msgspec.Raw]
    reference_asked: list[msgspec.Raw]
    reference_answers: list[msgspec.Raw]
    chosen: msgspec.Raw

    def arguments(self) -> dict[str, Any]:
        """What Hypothesis drew, as the check's body takes it."""
        return {name: from_wire(messages.value(raw), ours=True) for name, raw in self.drawn.items()}

    @property
    def choices(self) -> Choices | None:
        """What Hypothesis chose while it drew; None where it drew nothing."""
        chosen = from_wire(messages.value(self.chosen), ours=True)
        return None if chosen is None else tuple(chosen)


class RecordedCheck(msgspec.Struct, frozen=True, kw_only=True):
    """A check and its cases. Not replayable: something was drawn that can't be written down, so
    the check runs under Hypothesis each time."""

    name: str
    title: str
    points: float
    device: str
    takes_device: bool
    cases: list[RecordedCase]
    replayable: bool = True
    # Drawn cases that the check's own `assume` threw away after it had seen an answer.
    lost: int = 0
    # How long a case takes at most, in seconds of the check's own, not of what it asks; only
    # where that is long, so that a recording is the same each time it is made.
    took_s: float | msgspec.UnsetType = msgspec.UNSET

    @property
    def usual_s(self) -> float:
        return 0.0 if self.took_s is msgspec.UNSET else self.took_s


class Recording(msgspec.Struct, frozen=True):
    """All of an exercise's recorded checks. signatures, defaults: of the reference's
    functions."""

    key: str
    signatures: dict[str, tuple[str, ...]]
    defaults: dict[str, dict[str, Plain]]
    checks: list[RecordedCheck]


def on(recording: Recording, devices: Sequence[str]) -> Recording:
    """Without the checks on other devices than these."""
    checks = [c for c in recording.checks if not c.takes_device or c.device in devices]
    return msgspec.structs.replace(recording, checks=checks)


def together(theirs: Recording, ours: Recording) -> Recording:
    """A recording with the checks of another one, each after those that are the same one on another
    device; its key stays."""
    checks = list(theirs.checks)
    for check in ours.checks:
        alike = [n for n, c in enumerate(checks) if _test(c) == _test(check)]
        checks.insert(alike[-1] + 1 if alike else len(checks), check)
    return msgspec.structs.replace(theirs, checks=checks)


def _test(check: RecordedCheck) -> str:
    """The function that it is a run of."""
    return check.name.partition("[")[0]


def seed_of(exercise: Exercise) -> int:
    """The seed of a set version; the same on every machine."""
    text = f"{exercise.set_name}@{exercise.set_version}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])


def author_key(exercise: Exercise, devices: str, seed: int) -> str:
    """What a recording depends on as far as it is the author's affair: the same on every machine,
    whatever is installed there."""
    files = [f for f in (set_files.checks_file(exercise), set_files.reference_file(exercise)) if f]
    files += [f for f in set_files.beside_checks(exercise) if f not in files]
    files += set_files.provided_files(exercise)
    digest = set_files.digest(files)
    # Rules that answers depend on: when the file is run, and whose calls are counted.
    rules = exercise.rules
    asked = [*("program",) * rules.program, *sorted(rules.required_calls)]
    return cache.key_of(exercise.id, exercise.set_version, digest, devices, seed, *asked)


def key_of(exercise: Exercise, devices: str, seed: int) -> str:
    """What a recording made on this machine depends on. Anything different gives another key."""
    return cache.key_of(
        cache.engine(),
        __version__,
        author_key(exercise, devices, seed),
        set_files.digest([_version_file("hypothesis"), _version_file("numpy")]),
        platform.python_version(),
    )


def _version_file(package: str) -> Path:
    """The file that says a package's version; importing the package would take far longer."""
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("version.py")
