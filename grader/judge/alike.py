"""Whether an answer asks no more of a check than the recorded one: value for value the same texts,
and numbers about as large. A right answer differs in its last digits mostly, and the copy of this
process that others are tried in costs more than the check itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from ..wire.arrays import TORCH_DTYPES, loaded_numpy

# A number may be so many times as large as the recorded one, and so much larger: what a check
# reckons with it then takes about as long.
TIMES, SPARE = 1.01, 1
# Per byte of the recorded answer: beyond that an answer isn't even decoded.
_BYTES_PER_BYTE, _SPARE_BYTES = 10, 1000
# A check goes through each of these in the same way.
_SEQUENCES = {"list", "tuple"}


def alike(answers: Sequence[msgspec.Raw], expected: Sequence[msgspec.Raw]) -> bool:
    """Never raises, whatever the answers are."""
    if len(answers) != len(expected):
        return False
    pairs = zip(answers, expected, strict=True)
    return all(one == other or _is_alike(one, other) for one, other in pairs)


def _is_alike(answer: msgspec.Raw, right: msgspec.Raw) -> bool:
    sizes = len(memoryview(answer)), len(memoryview(right))
    if sizes[0] > _BYTES_PER_BYTE * sizes[1] + _SPARE_BYTES:
        return False
    try:
        left = [(msgspec.msgpack.decode(answer), msgspec.msgpack.decode(right))]
        while left:
            one, other = map(_items, left.pop())
            if isinstance(one, list) and isinstance(other, list):
                if _is_array(one) and _is_array(other):
                    if not _are_as_large(_elements(one), _elements(other)):
                        return False
                elif len(one) != len(other):
                    return False
                else:
                    left += zip(one, other, strict=True)
            elif not _is_as_large(one, other):
                return False
    except Exception:  # what can't be read is judged with more care
        return False
    return True


def _items(value: Any) -> Any:
    """Those of a list or tuple, or of what gave them one by one; anything else is itself."""
    match value:
        case ["l", "items", [str(), False, *items]]:
            return items
        case ["l", kind, list(items)] if kind in _SEQUENCES:
            return items
    return value


def _is_array(value: list[Any]) -> bool:
    """Data for an array, a tensor or one of their numbers, see wire/data.py."""
    match value:
        case ["a" | "t", str(), list(), bytes(), *_] | ["s", str(), bytes()]:
            return True
    return False


def _elements(value: list[Any]) -> Any:
    numpy = loaded_numpy()
    found = numpy.frombuffer(
        value[-1 if value[0] == "s" else 3], TORCH_DTYPES.get(value[1], value[1])
    )
    if found.dtype.kind not in "biufc":
        raise ValueError("texts may be patterns")
    return numpy.abs(found.astype("c16" if found.dtype.kind == "c" else "f8"))


def _are_as_large(some: Any, others: Any) -> bool:
    return some.shape == others.shape and bool((some <= TIMES * others + SPARE).all())


def _is_as_large(one: Any, other: Any) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one) <= TIMES * abs(other) + SPARE
    return type(one) is type(other) and bool(one == other)
