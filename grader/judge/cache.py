"""What was worked out once and is kept on disk: recordings, and what explanations build on them.

Each kind of thing is one file per exercise, with the key of what it was made from. One fingerprint
of the engine goes into every key, so that an edit in a checkout makes all of them anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ..model import Exercise
from ..system import put_whole

T = TypeVar("T")
_PACKAGE = Path(__file__).resolve().parents[1]
# Rooms that come after a verdict, or before an exercise is graded: nothing kept depends on them.
NO_PART = ("cli", "grade", "import_tests", "prove", "student", "templates", "views", "publish")


class _Kept(msgspec.Struct, array_like=True, frozen=True):
    """digest: sha256 of the value. A byte that the disk changed fits the schema in most places, and
    may be one of an answer that students' are compared with."""

    key: str
    digest: bytes
    value: msgspec.Raw


_decoder = msgspec.msgpack.Decoder(_Kept)


@cache
def engine() -> str:
    """A fingerprint of the code that may have a part in what is kept."""
    total = hashlib.sha256()
    for folder, folders, names in os.walk(_PACKAGE):
        folders[:] = sorted(name for name in folders if name not in NO_PART)
        for name in sorted(name for name in names if name.endswith(".py")):
            content = (Path(folder) / name).read_bytes()
            total.update(f"{folder.removeprefix(str(_PACKAGE))}/{name}:{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()


def key_of(*parts: Any) -> str:
    """One key for everything that something was made from."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


class Cache:
    """Never a reason to fail: what can't be read is made anew, what can't be written is made again
    next time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, exercise: Exercise, kind: str) -> Path:
        return self._folder / exercise.set_name / f"{exercise.name}.{kind}"

    def get(self, exercise: Exercise, kind: str, key: str, of: type[T]) -> T | None:
        """What was put there under this key, if it is on disk and whole."""
        try:
            kept = _decoder.decode(self.path(exercise, kind).read_bytes())
            if kept.key != key or kept.digest != hashlib.sha256(kept.value).digest():
                return None
            return msgspec.msgpack.decode(kept.value, type=of)
        except (OSError, msgspec.DecodeError, ValueError, RecursionError):
            return None

    def put(self, exercise: Exercise, kind: str, key: str, value: Any) -> None:
        """Replaces the file in one step, so that a reader never sees half of it."""
        path = self.path(exercise, kind)
        encoded = msgspec.msgpack.encode(value)
        kept = _Kept(key, hashlib.sha256(encoded).digest(), msgspec.Raw(encoded))
        content = msgspec.msgpack.encode(kept)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            put_whole(path, content)
