"""Whether an answer asks no more of a check than the recorded one: value for value the same texts,
and numbers that are nearly the same; or an exception as well, whatever it says. A right answer
differs in its last digits mostly, and the copy of this process that others are tried in costs more
than the check itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from ..wire.arrays import TORCH_DTYPES, loaded_numpy

# A number may differ from the recorded one by this part of it, and by this much: what a check
# reckons with it then takes about as long. Also smaller ones may not: a step of 0 leads nowhere.
_PART, _SPARE = 0.01, 1e-6
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
        pairs = [(msgspec.msgpack.decode(answer), msgspec.msgpack.decode(right))]
        while pairs:
            more = _parts(*map(_plain, pairs.pop()))
            if more is None:
                return False
            pairs += more
    except Exception:  # what can't be read is judged with more care
        return False
    return True


def _parts(one: Any, other: Any) -> Iterable[tuple[Any, Any]] | None:
    """The pairs that have to be alike for these two to be; None where they can't be."""
    if not isinstance(one, list) or not isinstance(other, list):
        return () if _is_near(one, other) else None
    if _is_array(one) and _is_array(other):
        # Also where there are no elements: (0, 10**9) is a shape.
        same = one[2] == other[2] and _are_near(_elements(one), _elements(other))
        return () if same else None
    return zip(one, other, strict=True) if len(one) == len(other) else None


def _plain(value: Any) -> Any:
    """The items of a list or tuple, or of what gave them one by one; what an exception says besides
    its name, text and place; a NumPy number as Python's. Anything else is itself."""
    match value:
        case ["l", "items", [str(), False, *items]]:
            return items
        case ["l", kind, list(items)] if kind in _SEQUENCES:
            return items
        case ["s", str(), bytes()]:
            return _elements(value)[0].item()
        case ["no", str(), list(), str(), list(), None, *said]:
            return ["no", *said]
    return value


def _is_array(value: list[Any]) -> bool:
    """Data for an array or a tensor, see wire/data.py."""
    match value:
        case ["a" | "t", str(), list(), bytes(), *_]:
            return True
    return False


def _elements(value: list[Any]) -> Any:
    numpy = loaded_numpy()
    found = numpy.frombuffer(
        value[-1 if value[0] == "s" else 3], TORCH_DTYPES.get(value[1], value[1])
    )
    if found.dtype.kind not in "biufc":
        raise ValueError("texts may be patterns")
    with numpy.errstate(over="ignore"):  # of a longdouble
        return found.astype("c16" if found.dtype.kind == "c" else "f8")


def _are_near(some: Any, others: Any) -> bool:
    with loaded_numpy().errstate(invalid="ignore"):  # between two that are infinite
        return len(some) == len(others) and bool(_near(some, others).all())


def _is_near(one: Any, other: Any) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return one == other or bool(_near(one, other))
    return type(one) is type(other) and bool(one == other)


def _near(one: Any, other: Any) -> Any:
    """Never where one of them is not finite."""
    return abs(one - other) <= _PART * abs(other) + _SPARE
