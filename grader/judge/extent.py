"""How large some answers were, for whether another one asks no more of a check than they did: it
has no other texts, and no larger numbers. A check that came to an end with them is then not tried
in a copy of this process each time that a smaller call is looked for.
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
_REAL, _WHOLE = "fc", "biu"  # as NumPy names them: a range goes up to whole numbers alone


class Extent:
    """Of these answers."""

    def __init__(self, answers: Iterable[Outcome]) -> None:
        self._bytes = 0
        self._texts: set[str | bytes] = set()
        self._largest = {_REAL: 0.0, _WHOLE: 0.0}
        for answer in answers:
            raw = messages.encode(answer)
            self._bytes = max(self._bytes, len(raw))
            with suppress(Exception):
                self._add(_leaves(raw))

    def _add(self, leaves: Iterator[Any]) -> None:
        for leaf in leaves:
            if isinstance(leaf, tuple) and math.isfinite(leaf[1]):
                self._largest[leaf[0]] = max(self._largest[leaf[0]], leaf[1])
            elif isinstance(leaf, (str, bytes)):
                self._texts.add(leaf)

    def holds(self, answer: Outcome) -> bool:
        """Never raises, whatever the answer is."""
        raw = messages.encode(answer)
        most = max(self._bytes, _SPARE_BYTES if isinstance(answer, messages.Raised) else 0)
        try:
            return len(raw) <= most and all(map(self._holds, _leaves(raw)))
        except Exception:  # what can't be read is judged with more care
            return False

    def _holds(self, leaf: Any) -> bool:
        if isinstance(leaf, tuple):
            return bool(leaf[1] <= self._largest[leaf[0]])
        return leaf is None or leaf in self._texts


def _leaves(raw: bytes) -> Iterator[Any]:
    """Texts and bytes; of numbers, whether they are whole, and how large."""
    left = [msgspec.msgpack.decode(raw)]
    while left:
        match left.pop():
            case ["no", str(), list(), str(), list(), None, *said]:
                left += said  # whatever its text, as in alike.py
            case ["a" | "t", str(dtype), list(shape), bytes(data), *_]:
                left += shape  # (0, 10**9) may be one
                yield _largest(dtype, data)
            case ["s", str(dtype), bytes(data)]:
                yield _largest(dtype, data)
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


def _largest(dtype: str, data: bytes) -> tuple[str, float]:
    numpy = loaded_numpy()
    found = numpy.frombuffer(data, TORCH_DTYPES.get(dtype, dtype))
    kinds = _REAL if found.dtype.kind in _REAL else _WHOLE
    if found.dtype.kind not in kinds:
        raise ValueError("texts may be patterns")
    with numpy.errstate(over="ignore"):  # of a longdouble
        return kinds, float(abs(found.astype("c16")).max(initial=0))


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
        self.was_larger = self.was_larger or not self._extent.holds(outcome)
        if self.was_larger:
            raise Larger
        return number, outcome
