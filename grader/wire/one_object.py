"""Lists, dicts, sets and arrays that are in several places of an answer: `[[0] * 3] * 2` has one
row, twice. On its way each place has a copy; what a check does to one is done to all of them again.

A place is told by the numbers of items that lead there. What is tied together is equal as it came,
so that nothing holds itself and no answer becomes another one.
"""

from __future__ import annotations

import sys
from typing import Any

from .data import Map, Seq, Value
from .messages import Interlinked, Returned

Place = tuple[int, ...]
# Of what is in more places than that, the rest are copies.
MAX_PLACES = 1000
MAX_DEPTH = 20


def linked(returned: Returned, result: Any) -> Returned:
    """What is said of a result in which an object is in several places."""
    same = places(result) if isinstance(returned.value, (Seq, Map)) else []
    if not same:
        return returned
    one = returned
    return Interlinked(
        one.value, one.changed, one.shares, one.calls, one.after, one.asked, same=same
    )


def places(value: Any) -> list[tuple[Place, Place]]:
    """Pairs of places where the same object is that can be changed: the first, and one after it."""
    found: list[tuple[Place, Place]] = []
    if type(value) in (list, tuple, dict):
        _search(value, (), {id(value): ()}, found)
    return found[:MAX_PLACES]


def _search(of: Any, way: Place, seen: dict[int, Place], found: list[tuple[Place, Place]]) -> None:
    for number, item in enumerate(of.values() if type(of) is dict else of):
        kind = type(item)
        holds = kind in (list, tuple, dict)
        if not holds and kind is not set and not _is_array(kind):
            continue
        here = (*way, number)
        if kind is not tuple and (first := seen.setdefault(id(item), here)) != here:
            found.append((first, here))
            continue
        if holds and len(here) < MAX_DEPTH and len(found) < MAX_PLACES:
            _search(item, here, seen, found)


def _is_array(kind: type) -> bool:
    # A file may have put a module of its own in NumPy's place.
    return kind is getattr(sys.modules.get("numpy"), "ndarray", None)


def tied(value: Any, wire: Value, pairs: list[tuple[Place, Place]]) -> Any:
    """The value that came as `wire`, with one object where there was one."""
    done: set[Place] = set()
    for first, other in pairs[:MAX_PLACES]:
        if other in done or not first or not other or max(len(first), len(other)) > MAX_DEPTH:
            continue
        done.add(other)
        try:
            if part(wire, first) == part(wire, other):
                value = _with(value, other, _item(value, first))
        except (IndexError, TypeError):
            continue  # there is no such place
    return value


def part(wire: Value, way: Place) -> Value:
    """What is in a place. Raises IndexError or TypeError where there is none."""
    for number in way:
        if isinstance(wire, Seq) and wire.kind in ("list", "tuple"):
            wire = wire.items[number]
        elif isinstance(wire, Map):
            wire = wire.items[number][1]
        else:
            raise TypeError
    return wire


def _item(value: Any, way: Place) -> Any:
    for number in way:
        value = value[_key(value, number)]
    return value


def _key(of: Any, number: int) -> Any:
    return [*of][number] if type(of) is dict else number


def _with(of: Any, way: Place, item: Any) -> Any:
    """The same container with this item in its place; another tuple."""
    key = _key(of, way[0])
    if len(way) > 1:
        item = _with(of[key], way[1:], item)
    if type(of) is tuple:
        return (*of[:key], item, *of[key + 1 :])
    of[key] = item
    return of
