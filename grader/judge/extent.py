"""How large some answers were, for whether another one asks no more of a check than they did: it
has no other texts, and no larger numbers. A check that came to an end with them is then not tried
in a copy of this process with each wrong answer, nor each time that a smaller call is looked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import msgspec

from ..checks.channel import Channel
from ..wire import messages
from ..wire.arrays import TORCH_DTYPES, loaded_numpy
from ..wire.messages import Operation, Outcome

# Of an exception, which may always come.
_SPARE_BYTES = 1000
# A step that is no smaller leads somewhere soon.
_SMALL = 1e-6
_REAL, _WHOLE = "fc", "biu"  # as NumPy names them: a range goes up to whole numbers alone


class Extent:
    """Of these answers, as bytes."""

    def __init__(self, answers: Iterable[bytes | msgspec.Raw]) -> None:
        self._bytes = 0
        self._texts: set[str | bytes] = set()
        self._largest = {_REAL: 0.0, _WHOLE: 0.0}
        self._least = {_REAL: _SMALL, _WHOLE: math.inf}
        for raw in answers:
            self._bytes = max(self._bytes, len(memoryview(raw)))
            with suppress(Exception):
                self._add(_leaves(raw))

    def _add(self, leaves: Iterator[Any]) -> None:
        for leaf in leaves:
            if isinstance(leaf, tuple) and math.isfinite(leaf[1]):
                self._largest[leaf[0]] = max(self._largest[leaf[0]], leaf[1])
                self._least[leaf[0]] = min(self._least[leaf[0]], leaf[1] or math.inf)
            elif isinstance(leaf, (str, bytes)):
                self._texts.add(leaf)

    def holds(self, raw: bytes | msgspec.Raw, smaller: bool = True) -> bool:
        """smaller: also one whose numbers are nearer to 0, though not 0. Never raises, whatever
        the answer is."""
        size = len(memoryview(raw))
        try:
            most = max(self._bytes, _SPARE_BYTES if size <= _SPARE_BYTES and _raised(raw) else 0)
            return size <= most and all(self._holds(leaf, smaller) for leaf in _leaves(raw))
        except Exception:  # what can't be read is judged with more care
            return False

    def _holds(self, leaf: Any, smaller: bool) -> bool:
        if not isinstance(leaf, tuple):
            return leaf is None or leaf in self._texts
        kinds, size = leaf
        enough = smaller or size == 0 or size >= self._least[kinds]
        return bool(size <= self._largest[kinds] and enough)


def _raised(raw: bytes | msgspec.Raw) -> bool:
    return isinstance(messages.outcome(raw), messages.Raised)


def _leaves(raw: bytes | msgspec.Raw) -> Iterator[Any]:
    """Texts and bytes; of numbers, whether they are whole, and how large: of an array's the largest
    and the one nearest to 0, though not 0."""
    left = [msgspec.msgpack.decode(raw)]
    while left:
        match left.pop():
            case ["no", str(), list(), str(), list(), None, *said]:
                left += said  # whatever its text, as in alike.py
            case ["a" | "t", str(dtype), list(shape), bytes(data), *_]:
                left += shape  # (0, 10**9) may be one
                yield from _sizes(dtype, data)
            case ["s", str(dtype), bytes(data)]:
                yield from _sizes(dtype, data)
            case list(items):
                left += items
            case dict(pairs):
                left += [*pairs, *pairs.values()]
            case int(number):
                yield _WHOLE, abs(number)
            case float(number):
                yield _REAL, abs(number)
            case other:
                yield other


def _sizes(dtype: str, data: bytes) -> Iterator[tuple[str, float]]:
    numpy = loaded_numpy()
    found = numpy.frombuffer(data, TORCH_DTYPES.get(dtype, dtype))
    kinds = _REAL if found.dtype.kind in _REAL else _WHOLE
    if found.dtype.kind not in kinds:
        raise ValueError("texts may be patterns")
    with numpy.errstate(over="ignore"):  # of a longdouble
        sizes = abs(found.astype("c16"))
    yield kinds, float(sizes.max(initial=0))
    yield kinds, float(sizes[sizes != 0].min(initial=math.inf)) if sizes.any() else 0.0


class Larger(BaseException):
    """An answer that is. Not an Exception, which a check might expect."""


class NoLarger:
    """A channel that gives answers as far as they are held; from the first that isn't on it raises
    Larger. was_larger: whether one was, whatever the check made of it."""

    def __init__(self, channel: Channel, extent: Extent) -> None:
        self._channel, self._extent = channel, extent
        self.was_larger = False

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        number, outcome = self._channel.run(operation)
        self.was_larger = self.was_larger or not self._extent.holds(messages.encode(outcome))
        if self.was_larger:
            raise Larger
        return number, outcome
