"""Which parts of a value that was changed are other objects than before. The value crosses as a
copy, which says nothing of that.

Both sides know what could be changed in it when they last agreed, by its place. What is in a place
now is the same object that was in it then, where nothing else is said of that place. What is no
longer in it, and was changed itself, comes beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .data import Seq, Value
from .in_place import MAX_DEPTH, MAX_PARTS, Kept, Place, parts
from .messages import WireError

# Where the same object was: in the value of this number, in which place (the value itself has
# none). No number: the object is new, and was told of before: in which of the values that are told
# of at once, and where in that.
Source = tuple[int | None, Place]
# The places are those of a list: of the value, and what was in it. None: a new object.
Moves = dict[Place, Source | None]
_KIND = "moved"


def moves(
    number: int,
    was: Mapping[Place, Any],
    values: Sequence[Any],
    others: Mapping[int, Source],
    made: dict[int, Source],
    which: int,
) -> Moves:
    """values: the one of this number, and what was in it. was: its parts then; others: where else
    objects were, by id(); made: where new ones have been told of, with this one: the value is the
    one of number `which` that is told of."""
    own: dict[int, Source] = {}
    for place, part in was.items():
        own.setdefault(id(part), (number, place))
    found: Moves = {}
    for place, part in parts([*values]).items():
        of_the_value = place[0] == 0 and place[1:] in was
        if place == (0,) or (of_the_value and was[place[1:]] is part):
            continue
        source = own.get(id(part)) or others.get(id(part)) or made.get(id(part))
        if source is not None or of_the_value:
            found[place] = source
        made.setdefault(id(part), (None, (which, *place)))
    return found


def with_moves(wires: Sequence[Value], told: Moves) -> Value:
    """A value as it crosses, with what was in it, and what is said of their parts."""
    if not told and len(wires) == 1:
        return wires[0]
    rows: list[Value] = []
    for place, source in told.items():
        where: list[Value] = [] if source is None else [source[0], _numbers(source[1])]
        rows.append(Seq("list", [_numbers(place), *where]))
    return Seq(_KIND, [Seq("list", [*wires]), *rows])


def _numbers(place: Place) -> Value:
    return Seq("list", [*place])


def unmoved(wire: Value) -> Value:
    """The value alone."""
    return values_of(wire)[0]


def values_of(wire: Value) -> list[Value]:
    """The value, and what was in it. Raises WireError for what with_moves() doesn't make."""
    if not isinstance(wire, Seq) or wire.kind != _KIND:
        return [wire]
    values = wire.items[0] if wire.items else None
    if not isinstance(values, Seq) or values.kind != "list" or not values.items:
        raise WireError("moved parts of nothing")
    return values.items


def moves_of(wire: Value) -> Moves:
    """What is said of their parts."""
    if not isinstance(wire, Seq) or wire.kind != _KIND:
        return {}
    return dict(map(_row, wire.items[1:]))


def _row(wire: Value) -> tuple[Place, Source | None]:
    row = wire.items if isinstance(wire, Seq) and wire.kind == "list" else []
    if len(row) not in (1, 3):
        raise WireError("a moved part that is none")
    place = _place(row[0])
    if len(row) == 1:
        return place, None
    number = row[1]
    if number is not None and type(number) is not int:
        raise WireError("a part of what has no number")
    return place, (number, _place(row[2]))


def _place(wire: Value) -> Place:
    items = wire.items if isinstance(wire, Seq) and wire.kind == "list" else [None]
    if len(items) > MAX_DEPTH + 2 or not all(type(n) is int and n >= 0 for n in items):
        raise WireError("a place that is none")
    return tuple(n for n in items if type(n) is int)


class Moved(Kept):
    """The objects of the value of this number, and of others, each in its place now."""

    def __init__(
        self,
        number: int,
        told: Moves,
        known: Callable[[int], Mapping[Place, Any]],
        now: dict[Place, Any],
        which: int,
    ) -> None:
        """known: the parts of a value, and itself, by its number; of one that isn't known, none.
        now: what has been put in its place, of all values that are told of at once."""
        self._told = told
        self._known = known
        self._own = known(number)
        self._now = now
        self._which = which

    def was(self, place: Place, item: Any) -> Any:
        if len(place) > MAX_DEPTH or len(self._own) > MAX_PARTS:
            return item
        if place not in self._told:
            return self._own.get(place[1:]) if place[0] == 0 else None
        if (source := self._told[place]) is None:
            return None
        number, where = source
        return self._now.get(where) if number is None else self._known(number).get(where)

    def is_now(self, place: Place, item: Any) -> None:
        self._now[self._which, *place] = item
