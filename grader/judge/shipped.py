"""What an author's machine has worked out for everybody: `recorded.bin`, in the private half.

One file holds an exercise's recorded cases, the answers of its known mistakes, and what is true of
each case. It is the same on every machine, whatever is installed there, so that two of them can't
disagree; who has it draws no cases and runs no known mistake.

    8 bytes    says what kind of file it is
    32 bytes   sha256 of the rest
    the rest   the parts, compressed, each with the key of what it was made from

Most operations and answers occur many times: each is written once, and referred to by its number.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Sequence
from threading import Thread
from typing import Any, TypeVar

import msgspec

from ..errors import MissingRequirement
from ..model import Exercise
from ..sets import set_files
from ..system import put_whole
from ..wire.messages import PRETEND, Plain
from . import recording
from .recording import RecordedCase, RecordedCheck, Recording

try:
    import lzma
except ImportError:  # a Python that was built without: each machine works it out for itself
    lzma = None  # type: ignore[assignment]

# Another one where anything changes that has a part in what is in the file: how values cross, how
# cases are told apart, how known mistakes are compared. tests/test_shipped.py notices.
FORMAT = 3
_MAGIC = b"kata\0%03d" % FORMAT
_HEAD = len(_MAGIC) + 32
# An exercise's cases are some MiB; a damaged file could ask for more memory than there is.
MAX_PART = 2**28

T = TypeVar("T")
Answers = list[list[msgspec.Raw]]
# By known mistake and check, its answers to the first cases.
Samples = dict[str, dict[str, Answers]]
# By known mistake and check, a digest of its answers to all cases.
Digests = dict[str, dict[str, bytes]]
_Numbers = list[int]


class _Part(msgspec.Struct, array_like=True, frozen=True):
    key: str
    content: bytes


class _Case(msgspec.Struct, array_like=True, frozen=True):
    drawn: dict[str, int]
    asked: _Numbers
    expected: _Numbers
    reference_asked: _Numbers
    reference_answers: _Numbers
    chosen: msgspec.Raw


class _Check(msgspec.Struct, array_like=True, frozen=True):
    about: RecordedCheck  # without its cases
    cases: list[_Case]


class _Cases(msgspec.Struct, array_like=True, frozen=True):
    signatures: dict[str, tuple[str, ...]]
    defaults: dict[str, dict[str, Plain]]
    checks: list[_Check]
    written: list[msgspec.Raw]


class _Mistakes(msgspec.Struct, array_like=True, frozen=True):
    samples: dict[str, dict[str, list[_Numbers]]]
    digests: Digests
    written: list[msgspec.Raw]


class _Written:
    """Operations, answers and drawn values, each of them once."""

    def __init__(self, known: Sequence[msgspec.Raw] = ()) -> None:
        self.all = list(known)
        self._known = len(self.all)
        self._numbers = {bytes(raw): number for number, raw in enumerate(self.all)}

    def number(self, raw: msgspec.Raw) -> int:
        number = self._numbers.setdefault(bytes(raw), len(self.all))
        if number == len(self.all):
            self.all.append(raw)
        return number

    def numbers(self, raws: Iterable[msgspec.Raw]) -> _Numbers:
        return [self.number(raw) for raw in raws]

    @property
    def new(self) -> list[msgspec.Raw]:
        return self.all[self._known :]


def devices(exercise: Exercise) -> tuple[str, ...]:
    """Where the checks run that are shipped: what every machine has. A GPU is nobody's to count
    on, and none is like another."""
    return ("cpu", PRETEND) if "torch" in exercise.requires else ("cpu",)


def key_of(exercise: Exercise) -> str:
    """What the recorded cases must have been made from."""
    return recording.author_key(exercise, ",".join(devices(exercise)), recording.seed_of(exercise))


def write(exercise: Exercise, content: bytes) -> bool:
    """Puts the file beside the checks. False where that folder can't be written."""
    file = set_files.recorded_file(exercise)
    if file is None:
        return False
    with contextlib.suppress(OSError):
        put_whole(file, content, mode=0o644)
        return True
    return False


class Shipped:
    """An exercise's file, with what of it was asked for so far."""

    def __init__(self, parts: dict[str, _Part]) -> None:
        self._parts = parts
        self._written: list[msgspec.Raw] = []
        # By name, the thread that unpacks a part, and what it has unpacked.
        self._unpacked: dict[str, tuple[Thread, list[bytes]]] = {}
        self._begun = False

    @classmethod
    def of(cls, exercise: Exercise) -> Shipped:
        """What is damaged, or isn't ours, is as good as none."""
        file = set_files.recorded_file(exercise)
        try:
            content = file.read_bytes() if file is not None else b""
        except OSError:
            content = b""
        return cls(_parts(content))

    def has(self, cases: str, mistakes: str, facts: str) -> bool:
        """Whether it holds all three, made from what these keys stand for."""
        wanted = {"cases": cases, "mistakes": mistakes, "facts": facts}
        return wanted == {name: part.key for name, part in self._parts.items()}

    @property
    def is_there(self) -> bool:
        return bool(self._parts)

    def recording(self, key: str) -> Recording | None:
        found = self._part("cases", key, _Cases)
        if found is None:
            return None
        self._written = found.written
        try:
            checks = [self._check(check) for check in found.checks]
        except IndexError:
            return None
        return Recording(key, found.signatures, found.defaults, checks)

    def mistakes(self, key: str) -> tuple[Samples, Digests] | None:
        """To be asked after the recording, which has most of their answers too."""
        found = self._part("mistakes", key, _Mistakes)
        if found is None:
            return None
        written = [*self._written, *found.written]
        try:
            samples = {
                mistake: {
                    check: [[written[n] for n in case] for case in cases]
                    for check, cases in answers.items()
                }
                for mistake, answers in found.samples.items()
            }
        except IndexError:
            return None
        return samples, found.digests

    def unpack_meanwhile(self) -> None:
        """Begins to unpack what explanations need, once: that holds no lock of Python's."""
        begun, self._begun = self._begun, True
        for name in () if begun or lzma is None else self._parts.keys() & {"mistakes", "facts"}:
            content: list[bytes] = []
            thread = Thread(target=_unpack, args=(self._parts[name], content), daemon=True)
            self._unpacked[name] = thread, content
            thread.start()

    def facts(self, key: str, of: type[T]) -> T | None:
        return self._part("facts", key, of)

    def _check(self, check: _Check) -> RecordedCheck:
        written = self._written

        def those(numbers: _Numbers) -> list[msgspec.Raw]:
            return [written[number] for number in numbers]

        cases = [
            RecordedCase(
                {name: written[number] for name, number in case.drawn.items()},
                those(case.asked),
                those(case.expected),
                those(case.reference_asked),
                those(case.reference_answers),
                case.chosen,
            )
            for case in check.cases
        ]
        return msgspec.structs.replace(check.about, cases=cases)

    def _content(self, name: str, part: _Part) -> bytes:
        thread, unpacked = self._unpacked.pop(name, (None, []))
        if thread is not None:
            thread.join()
        return unpacked[0] if unpacked else _content(part)

    def _part(self, name: str, key: str, of: type[T]) -> T | None:
        part = self._parts.get(name)
        if part is None or part.key != key or lzma is None:
            return None
        try:
            return msgspec.msgpack.decode(self._content(name, part), type=of)
        except (lzma.LZMAError, msgspec.DecodeError, ValueError, RecursionError):
            return None


def _content(part: _Part) -> bytes:
    """Raises lzma.LZMAError where it is damaged."""
    return lzma.LZMADecompressor().decompress(part.content, MAX_PART)


def _unpack(part: _Part, into: list[bytes]) -> None:
    with contextlib.suppress(Exception):  # who wants it meets that again
        into.append(_content(part))


def _parts(content: bytes) -> dict[str, _Part]:
    magic, digest, rest = content[: len(_MAGIC)], content[len(_MAGIC) : _HEAD], content[_HEAD:]
    if magic != _MAGIC or hashlib.sha256(rest).digest() != digest:
        return {}
    try:
        return msgspec.msgpack.decode(rest, type=dict[str, _Part])
    except (msgspec.DecodeError, ValueError, RecursionError):
        return {}


def packed(
    recorded: Recording,
    mistakes: tuple[str, Samples, Digests],
    facts: tuple[str, Any],
) -> bytes:
    """The whole file. The other parts come with what they were made from."""
    written = _Written()
    checks = [_without_repetition(check, written) for check in recorded.checks]
    cases = _Cases(recorded.signatures, recorded.defaults, checks, written.new)
    more = _Written(written.all)
    samples = {
        mistake: {check: [more.numbers(case) for case in own] for check, own in answers.items()}
        for mistake, answers in mistakes[1].items()
    }
    parts = {
        "cases": _compressed(recorded.key, cases),
        "mistakes": _compressed(mistakes[0], _Mistakes(samples, mistakes[2], more.new)),
        "facts": _compressed(*facts),
    }
    rest = msgspec.msgpack.encode(parts)
    return _MAGIC + hashlib.sha256(rest).digest() + rest


def _without_repetition(check: RecordedCheck, written: _Written) -> _Check:
    cases = [
        _Case(
            {name: written.number(raw) for name, raw in case.drawn.items()},
            written.numbers(case.asked),
            written.numbers(case.expected),
            written.numbers(case.reference_asked),
            written.numbers(case.reference_answers),
            case.chosen,
        )
        for case in check.cases
    ]
    return _Check(msgspec.structs.replace(check, cases=[]), cases)


def _compressed(key: str, value: Any) -> _Part:
    if lzma is None:
        raise MissingRequirement("Recording for everybody needs a Python that has lzma.")
    # Large answers of two mistakes are much alike, and too far apart for zlib to see it.
    content = lzma.compress(msgspec.msgpack.encode(value), preset=9 | lzma.PRESET_EXTREME)
    return _Part(key, content)
