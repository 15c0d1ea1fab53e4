"""Cases: the inputs that Hypothesis drew for each check, recorded once and replayed for everyone.

A recording holds, per case, what was drawn, the operations asked of the student, the reference's
answers to those, and the operations asked of the reference with their answers. It is made with a
seed that follows from the set's version (record.py). Kept on disk as plain msgpack with its key;
a damaged or foreign file is as good as none.

Nothing here needs NumPy, pytest or Hypothesis: a submission whose answers are the reference's to
the byte is graded without them.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import platform
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from .. import __version__, library
from ..model import Exercise
from ..worker.messages import Plain, Value
from ..worker.values import from_wire

FORMAT = 6


class RecordedCase(msgspec.Struct, array_like=True, frozen=True):
    """One case. `expected` are the reference's answers to what the student is asked."""

    drawn: dict[str, Value]
    asked: list[msgspec.Raw]
    expected: list[msgspec.Raw]
    reference_asked: list[msgspec.Raw]
    reference_answers: list[msgspec.Raw]

    def arguments(self) -> dict[str, Any]:
        """What Hypothesis drew, as the check's body takes it."""
        return {name: from_wire(value, ours=True) for name, value in self.drawn.items()}


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


class Cassette(msgspec.Struct, frozen=True):
    """All of an exercise's recorded checks. signatures, defaults: of the reference's
    functions."""

    key: str
    signatures: dict[str, tuple[str, ...]]
    defaults: dict[str, dict[str, Plain]]
    checks: list[RecordedCheck]


_decoder = msgspec.msgpack.Decoder(Cassette)


def seed_of(exercise: Exercise) -> int:
    """The seed of a set version; the same on every machine."""
    text = f"{exercise.set_name}@{exercise.set_version}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])


def key_of(exercise: Exercise, devices: str, seed: int) -> str:
    """What a recording depends on. Anything different gives another key."""
    ours = Path(__file__).resolve().parent.parent
    files = [f for f in (library.checks_file(exercise), library.reference_file(exercise)) if f]
    files += [f for f in library.beside_checks(exercise) if f not in files]
    files += [*(ours / "checks").glob("*.py")]
    files += [ours / "worker" / f"{name}.py" for name in ("altering", "arrays", "values")]
    files += [ours / "grading" / f"{name}.py" for name in ("asserts", "collect", "record")]
    files += [*(ours / "worker").glob("pretend*.py")]
    files += [ours / "worker" / "messages.py", *map(_version_file, ("hypothesis", "numpy"))]
    parts = (
        FORMAT,
        __version__,
        exercise.id,
        exercise.set_version,
        library.digest(files),
        devices,
        seed,
        platform.python_version(),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _version_file(package: str) -> Path:
    """The file that says a package's version; importing the package would take far longer."""
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("version.py")


class Store:
    """Recordings on disk. Never a reason to fail: what can't be read is made anew, what can't be
    written is made again next time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, exercise: Exercise, kind: str) -> Path:
        return self._folder / exercise.set_name / f"{exercise.name}.{kind}"

    def read(self, exercise: Exercise, kind: str) -> bytes:
        """The file's content; empty where there is none, or none that can be read."""
        try:
            return self.path(exercise, kind).read_bytes()
        except OSError:
            return b""

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


def stored(exercise: Exercise, store: Store, key: str) -> Cassette | None:
    """The recording with this key, if it is on disk and whole."""
    try:
        cassette = _decoder.decode(store.read(exercise, "cases"))
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None
    return cassette if cassette.key == key else None
