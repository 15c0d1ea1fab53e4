"""Simpler versions of a failing case, as a person would try them: fewer rows, stride 1, zeros.

Hypothesis shrinks what was drawn; this goes on from there with the values themselves. Axes that
share a letter (the channels of x and w, say), or that had the same length in every recorded case,
shrink together. No version leaves what the recorded cases kept to. Whether it is still a legal
input is not known here: the caller asks the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from ..wire.arrays import Tensor
from ..wire.values import Case
from .input_ranges import Arguments, Array, Bounds, array_of, values_of
from .size_relations import Size, Slot

Axes = Mapping[str, tuple[str, ...]]


def simpler(arguments: Arguments, axes: Axes, bounds: Bounds) -> Iterator[Arguments]:
    """Versions of the drawn arguments with one thing made simpler, the boldest first."""
    slots = _Slots(arguments)
    every = (
        _as_recorded(slots, arguments, bounds),
        _shorter(slots, axes, bounds),
        _plainer(slots, bounds),
        _smaller(slots, bounds),
    )
    yield from (version for kind in every for version in kind if bounds.admit(version))


class _Slots:
    """The values inside drawn arguments by name, and a way to put others in their place."""

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments
        self.values = values_of(arguments)

    def arrays(self) -> Iterator[tuple[Slot, Array]]:
        for slot, value in self.values.items():
            array = array_of(value)
            if array is not None and array.size:
                yield slot, array

    def label(self, slot: Slot) -> str:
        return slot[1] or slot[0]

    def with_arrays(self, new: dict[Slot, Array]) -> Arguments:
        return self.with_values({s: _like(self.values[s], array) for s, array in new.items()})

    def with_values(self, new: dict[Slot, Any]) -> Arguments:
        values = self.values | new
        made: Arguments = {}
        for name, value in self._arguments.items():
            if isinstance(value, Case):
                made[name] = Case(**{key: values[name, key] for key in tuple(value.keys())})
            else:
                made[name] = values[name, ""]
        return made


def _like(original: Any, array: Array) -> Any:
    """An array as the same sort of thing as the original, with its layout as far as it goes."""
    if isinstance(original, list):
        return array.tolist()
    if isinstance(original, Tensor):
        return Tensor(array, original.dtype, original.device, original.requires_grad)
    array.flags.writeable = original.flags.writeable
    return array


def _as_recorded(slots: _Slots, arguments: Arguments, bounds: Bounds) -> Iterator[Arguments]:
    """Arrays cut, and numbers set, to sizes that went together in a recorded case."""
    for row in bounds.smaller(arguments):
        new: dict[Slot, Any] = {s: n for (s, axis), n in row.items() if axis < 0}
        for slot, array in slots.arrays():
            kept = tuple(slice(row.get((slot, axis))) for axis in range(array.ndim))
            if array[kept].shape != array.shape:
                new[slot] = _like(slots.values[slot], array[kept].copy(order="K"))
        yield slots.with_values(new)


def _shorter(slots: _Slots, axes: Axes, bounds: Bounds) -> Iterator[Arguments]:
    """One axis shortened: to its first or last index, to a half, by one."""
    groups: dict[str, list[tuple[Slot, int, int]]] = {}
    arrays = dict(slots.arrays())
    every = [(slot, axis) for slot, array in arrays.items() for axis in range(array.ndim)]
    for size in every:
        first = next(other for other in every if other == size or bounds.alike(size, other))
        letter = _letter(slots, axes, first, arrays[first[0]].ndim)
        groups.setdefault(letter, []).append((*size, arrays[size[0]].shape[size[1]]))
    for members in groups.values():
        length = members[0][2]
        if length < 2 or any(n != length for _, _, n in members):
            continue
        for kept in _kept(length):
            yield slots.with_arrays(_taken(arrays, members, kept))


def _letter(slots: _Slots, axes: Axes, size: Size, ndim: int) -> str:
    """The axis's letter in the manifest, or a name of its own."""
    slot, axis = size
    letters = axes.get(slots.label(slot), ())
    return letters[axis] if len(letters) == ndim else f"{slot} {axis}"


def _kept(length: int) -> Iterator[list[int]]:
    every = list(range(length))
    yield from ([every[0]], [every[-1]], every[: length // 2], every[length // 2 :])
    yield from ([*every[:i], *every[i + 1 :]] for i in reversed(every))


def _taken(
    arrays: dict[Slot, Array],
    members: list[tuple[Slot, int, int]],
    kept: list[int],
) -> dict[Slot, Array]:
    taken: dict[Slot, Array] = {}
    for slot, axis, _ in members:
        taken[slot] = np.take(taken.get(slot, arrays[slot]), kept, axis=axis)
    return taken


def _plainer(slots: _Slots, bounds: Bounds) -> Iterator[Arguments]:
    """Plain numbers towards 0."""
    for slot, value in slots.values.items():
        if type(value) is int:
            for target in bounds.plainer(slot, value):
                yield slots.with_values({slot: target})


def _smaller(slots: _Slots, bounds: Bounds) -> Iterator[Arguments]:
    """Entries towards 0 and 1, first all of an array at once."""
    for slot, array in slots.arrays():
        if not array.flags.c_contiguous or not array.flags.writeable:
            yield slots.with_values({slot: _like_plain(slots.values[slot], array)})
        plainest = np.full_like(array, bounds.plainest(slot, array))
        if not np.array_equal(array, plainest):
            yield slots.with_arrays({slot: plainest})
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
