"""Simpler versions of a failing case, as a person would try them: fewer rows, stride 1, zeros.

Hypothesis shrinks what was drawn; this goes on from there with the values themselves. Axes that
share a letter (the channels of x and w, say) shrink together. Whether a version is still a legal
input is not known here: the caller asks the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from ..worker.values import Case, Tensor

Arguments = dict[str, Any]
Axes = Mapping[str, tuple[str, ...]]
Array = np.ndarray[Any, Any]


def simpler(arguments: Arguments, axes: Axes) -> Iterator[Arguments]:
    """Versions of the drawn arguments with one thing made simpler, the boldest first."""
    slots = _Slots(arguments)
    yield from _shorter(slots, axes)
    yield from _plainer(slots)
    yield from _smaller(slots)


class _Slots:
    """The values inside drawn arguments by name, and a way to put others in their place."""

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments
        self.values: dict[tuple[str, str], Any] = {}
        for name, value in arguments.items():
            if isinstance(value, Case):
                self.values |= {(name, key): value[key] for key in tuple(value.keys())}
            else:
                self.values[name, ""] = value

    def arrays(self) -> Iterator[tuple[tuple[str, str], Array]]:
        for slot, value in self.values.items():
            array = _array(value)
            if array is not None and array.size:
                yield slot, array

    def label(self, slot: tuple[str, str]) -> str:
        return slot[1] or slot[0]

    def with_arrays(self, new: dict[tuple[str, str], Array]) -> Arguments:
        return self.with_values({s: _like(self.values[s], array) for s, array in new.items()})

    def with_values(self, new: dict[tuple[str, str], Any]) -> Arguments:
        values = self.values | new
        made: Arguments = {}
        for name, value in self._arguments.items():
            if isinstance(value, Case):
                made[name] = Case(**{key: values[name, key] for key in tuple(value.keys())})
            else:
                made[name] = values[name, ""]
        return made


def _array(value: Any) -> Array | None:
    if isinstance(value, Tensor):
        return value.array if value.device != "meta" else None
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, list) and value and all(isinstance(row, list) for row in value):
        array = np.asarray(value)
        return array if array.ndim == 2 and array.dtype.kind in "if" else None
    return None


def _like(original: Any, array: Array) -> Any:
    """An array as the same sort of thing as the original, with its layout as far as it goes."""
    if isinstance(original, list):
        return array.tolist()
    if isinstance(original, Tensor):
        return Tensor(array, original.dtype, original.device, original.requires_grad)
    array.flags.writeable = original.flags.writeable
    return array


def _shorter(slots: _Slots, axes: Axes) -> Iterator[Arguments]:
    """One axis shortened: to its first or last index, to a half, by one."""
    groups: dict[str, list[tuple[tuple[str, str], int, int]]] = {}
    for slot, array in slots.arrays():
        letters = axes.get(slots.label(slot), ())
        for axis, length in enumerate(array.shape):
            letter = letters[axis] if len(letters) == array.ndim else f"{slot} {axis}"
            groups.setdefault(letter, []).append((slot, axis, length))
    arrays = dict(slots.arrays())
    for members in groups.values():
        length = members[0][2]
        if length < 2 or any(n != length for _, _, n in members):
            continue
        for kept in _kept(length):
            yield slots.with_arrays(_taken(arrays, members, kept))


def _kept(length: int) -> Iterator[list[int]]:
    every = list(range(length))
    yield from ([every[0]], [every[-1]], every[: length // 2], every[length // 2 :])
    yield from ([*every[:i], *every[i + 1 :]] for i in reversed(every))


def _taken(
    arrays: dict[tuple[str, str], Array],
    members: list[tuple[tuple[str, str], int, int]],
    kept: list[int],
) -> dict[tuple[str, str], Array]:
    taken: dict[tuple[str, str], Array] = {}
    for slot, axis, _ in members:
        taken[slot] = np.take(taken.get(slot, arrays[slot]), kept, axis=axis)
    return taken


def _plainer(slots: _Slots) -> Iterator[Arguments]:
    """Plain numbers towards 0 and 1."""
    for slot, value in slots.values.items():
        if type(value) is not int:
            continue
        for target in (0, 1, value // 2, value - 1):
            if abs(target) < abs(value):
                yield slots.with_values({slot: target})


def _smaller(slots: _Slots) -> Iterator[Arguments]:
    """Entries towards 0 and 1, first all of an array at once."""
    for slot, array in slots.arrays():
        if not array.flags.c_contiguous or not array.flags.writeable:
            yield slots.with_values({slot: _like_plain(slots.values[slot], array)})
        if array.any():
            yield slots.with_arrays({slot: np.zeros_like(array)})
        if (array != np.round(array)).any():
            yield slots.with_arrays({slot: np.round(array).astype(array.dtype)})
    for change in _CHANGES:
        for slot, array in slots.arrays():
            for index in np.ndindex(array.shape):
                new = change(float(array[index]))
                if new is not None:
                    changed = array.copy(order="K")
                    changed[index] = new
                    yield slots.with_arrays({slot: changed})


def _like_plain(original: Any, array: Array) -> Any:
    return _like(original, array) if isinstance(original, list) else _bare(original, array.copy())


def _bare(original: Any, array: Array) -> Any:
    return Tensor(array, original.dtype) if isinstance(original, Tensor) else array


_CHANGES: tuple[Callable[[float], float | None], ...] = (
    lambda v: 0.0 if v else None,
    lambda v: 1.0 if v not in (0.0, 1.0) else None,
    lambda v: 2.0 if v not in (0.0, 1.0, 2.0) else None,
    lambda v: abs(v) if v < 0 else None,
)
