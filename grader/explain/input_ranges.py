"""What a check's recorded cases keep to, so that a simpler input is still one its author meant.

A strategy can't be asked what it might draw. What it drew says nearly as much: which plain numbers
and lengths came up, what the entries of an array are like, and which sizes never exceed which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from ..wire.arrays import Tensor
from ..wire.values import Case
from .size_relations import Row, Rule, Size, Slot, rules, smaller

Array = np.ndarray[Any, Any]
Arguments = dict[str, Any]
# Of arrays without equal entries: one that has some by chance among so many is no reason.
MOSTLY = 0.9
# Smaller recorded cases that are tried at a time.
MAX_RECORDED = 25


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries that a slot's arrays of one dtype had. only: the array, where it never varied."""

    low: float
    high: float
    whole: bool
    distinct: bool
    only: Array | None

    def admit(self, array: Array) -> bool:
        if self.only is not None:
            return np.array_equal(array, self.only)
        # Asked the other way round, so that a NaN is no reason.
        outside = (array < self.low).any() or (array > self.high).any()
        fraction = self.whole and (array != np.round(array)).any()
        return not (outside or fraction or (self.distinct and not _all_differ(array)))


@dataclass(frozen=True, slots=True)
class Bounds:
    """sizes: the values that each size took; below: pairs (a, factor, b) with factor·a ≤ b in
    every case that has both; rules: sizes that follow from others; rows: the sizes of each case."""

    sizes: Mapping[Size, frozenset[int]] = field(default_factory=dict)
    entries: Mapping[tuple[Slot, str], Entries] = field(default_factory=dict)
    below: frozenset[tuple[Size, int, Size]] = frozenset()
    rules: tuple[Rule, ...] = ()
    rows: tuple[Row, ...] = ()

    @classmethod
    def of(cls, cases: Sequence[Arguments]) -> Bounds:
        """cases: what was drawn for each."""
        slots = [values_of(case) for case in cases]
        rows = [dict(_sizes(values)) for values in slots]
        sizes: dict[Size, set[int]] = {}
        for row in rows:
            for size, length in row.items():
                sizes.setdefault(size, set()).add(length)
        return cls(
            {size: frozenset(seen) for size, seen in sizes.items()},
            _entries(slots),
            frozenset(_below(list(sizes), rows)),
            rules(rows),
            tuple(rows),
        )

    def admit(self, arguments: Arguments) -> bool:
        """Whether an input is within all that the recorded cases kept to."""
        values = values_of(arguments)
        sizes = dict(_sizes(values))
        return (
            all(length in self.sizes.get(size, (length,)) for size, length in sizes.items())
            and all(
                factor * sizes[one] <= sizes[other]
                for one, factor, other in self.below
                if one in sizes and other in sizes
            )
            and all(rule.holds(sizes) for rule in self.rules)
            and all(self._admits_entries(slot, value) for slot, value in values.items())
        )

    def smaller(self, arguments: Arguments) -> Iterator[Row]:
        """Sizes of recorded cases that these arguments can be cut to, where some sizes follow
        from others, so that one can't be made smaller without them."""
        row = dict(_sizes(values_of(arguments)))
        if self.rules:
            yield from islice(smaller(row, self.rows), MAX_RECORDED)
        for rule in self.rules:
            yield from rule.smaller(row)

    def alike(self, one: Size, other: Size) -> bool:
        """Whether two sizes were the same in every case."""
        return {(one, 1, other), (other, 1, one)} <= self.below

    def plainer(self, slot: Slot, value: int) -> list[int]:
        """Numbers seen in this slot that are nearer to zero: the nearest, the middle, the next."""
        seen = [n for n in self.sizes.get((slot, -1), ()) if abs(n) < abs(value)]
        seen.sort(key=lambda n: (abs(n), n < 0))
        return list(dict.fromkeys([*seen[:3], *seen[len(seen) // 2 :][:1], *seen[-1:]]))

    def plainest(self, slot: Slot, array: Array) -> float:
        """The number nearest to zero that entries of this slot may be."""
        seen = self.entries.get((slot, str(array.dtype)))
        return 0.0 if seen is None else min(max(0.0, seen.low), seen.high)

    def _admits_entries(self, slot: Slot, value: Any) -> bool:
        array = array_of(value)
        if array is None or not array.size or array.dtype.kind not in "iuf":
            return True
        seen = self.entries.get((slot, str(array.dtype)))
        return seen is None or seen.admit(array)


def values_of(arguments: Arguments) -> dict[Slot, Any]:
    """The values inside drawn arguments, by slot."""
    values: dict[Slot, Any] = {}
    for name, value in arguments.items():
        if isinstance(value, Case):
            values |= {(name, key): value[key] for key in tuple(value.keys())}
        else:
            values[name, ""] = value
    return values


def array_of(value: Any) -> Array | None:
    """The value as an array that may be made simpler; None for anything else."""
    if isinstance(value, Tensor):
        return value.array
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, list) and value and all(isinstance(row, list) for row in value):
        try:
            array = np.asarray(value)
        except ValueError:  # rows of different lengths
            return None
        return array if array.ndim == 2 and array.dtype.kind in "if" else None
    return None


def _sizes(values: Mapping[Slot, Any]) -> Iterator[tuple[Size, int]]:
    for slot, value in values.items():
        array = array_of(value)
        if type(value) is int:
            yield (slot, -1), value
        elif array is not None:
            yield from (((slot, axis), length) for axis, length in enumerate(array.shape))


def _entries(slots: Sequence[Mapping[Slot, Any]]) -> dict[tuple[Slot, str], Entries]:
    arrays: dict[tuple[Slot, str], list[Array]] = {}
    for values in slots:
        for slot, value in values.items():
            array = array_of(value)
            if array is not None and array.size and array.dtype.kind in "iuf":
                arrays.setdefault((slot, str(array.dtype)), []).append(array)
    return {key: _seen(every) for key, every in arrays.items()}


def _seen(arrays: Sequence[Array]) -> Entries:
    flat = np.concatenate([array.ravel() for array in arrays])
    several = [array for array in arrays if array.size > 1]
    fixed = len(arrays) > 1 and all(np.array_equal(array, arrays[0]) for array in arrays)
    return Entries(
        low=float(np.fmin.reduce(flat)),
        high=float(np.fmax.reduce(flat)),
        whole=not (flat != np.round(flat)).any(),
        distinct=bool(several) and sum(map(_all_differ, several)) >= MOSTLY * len(several),
        only=arrays[0] if fixed else None,
    )


def _all_differ(array: Array) -> bool:
    return len(np.unique(array)) == array.size


def _below(
    sizes: Sequence[Size], rows: Sequence[Mapping[Size, int]]
) -> Iterator[tuple[Size, int, Size]]:
    for one in sizes:
        for other in sizes:
            both = [(row[one], row[other]) for row in rows if one in row and other in row]
            for factor in (1, 2) if one != other and both else ():
                if all(factor * a <= b for a, b in both):
                    yield one, factor, other
