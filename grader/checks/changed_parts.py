"""Which parts of a value were changed where they are, and what to ask for to have it done."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from ..wire import messages
from ..wire.data import Ref, Value
from ..wire.in_place import MAX_DEPTH, Place, is_array, is_mutable
from ..wire.messages import Operation
from ..wire.values import to_wire
from .passed_on import changes, copied

# An index, or a dict's key.
Key = Any
Part = tuple[tuple[Key, ...], Any, Any]
# Items that are set one by one; of more, all are.
MOST_ITEMS = 10


def changed_parts(was: Any, now: Any, inner: Mapping[Place, Any]) -> Iterator[Part]:
    """Each container or array in a value that was changed itself: the keys that lead there, what it
    was and what it is. was: a copy, in which the same is in the same places; inner: what could be
    changed in the value, by its place, when that was made."""
    yield from _Walk(inner).changed(was, now, (), ())


class _Walk:
    def __init__(self, inner: Mapping[Place, Any]) -> None:
        self._inner = inner
        self._seen: set[int] = set()

    def changed(self, was: Any, now: Any, path: tuple[Key, ...], place: Place) -> Iterator[Part]:
        if id(now) in self._seen or len(path) > MAX_DEPTH:
            return
        self._seen.add(id(now))
        before, after = _items(was), _items(now)
        if type(was) is not type(now) or self._is_other(was, now, place):
            yield path, was, now
            return
        for number, (key, item) in enumerate(after.items()):
            yield from self.changed(before[key], item, (*path, key), (*place, number))

    def _is_other(self, was: Any, now: Any, place: Place) -> bool:
        """Whether it differs in more than what its parts have in them."""
        before, after = _items(was), _items(now)
        if not before and not after:
            return _bytes(was) != _bytes(now)
        if [*before] != [*after]:
            return True
        replaced = (
            is_mutable(item) and self._inner.get((*place, number)) is not item
            for number, item in enumerate(after.values())
        )
        return any(replaced) or any(map(_is_another, before.values(), after.values()))


def _is_another(old: Any, new: Any) -> bool:
    """Whether an item is no longer the same one: it differs, and nothing that it is made of can
    have been changed in it."""
    if type(old) is not type(new):
        return True
    if isinstance(new, tuple):
        return len(old) != len(new) or any(map(_is_another, old, new))
    return not _has_parts(new) and _bytes(old) != _bytes(new)


def _items(value: Any) -> dict[Key, Any]:
    if isinstance(value, dict):
        return dict(value)
    return dict(enumerate(value)) if isinstance(value, (list, tuple, deque)) else {}


def _has_parts(value: Any) -> bool:
    return isinstance(value, (list, tuple, dict, set, deque, bytearray)) or is_array(value)


def _bytes(value: Any) -> bytes:
    return messages.encode(to_wire(value, exact=True))


def done_by(number: int, was: Any, now: Any) -> Iterator[Operation]:
    """What makes the result of an operation, which was the one, equal to the other."""
    if is_array(now):
        if now.ndim and was.shape == now.shape and was.dtype == now.dtype:
            yield _python("setitem", number, slice(None), now)
        return
    before, after = _items(was), _items(now)
    if isinstance(now, dict) or len(before) == len(after) > 0:
        differ = [
            key for key in after if key not in before or _bytes(before[key]) != _bytes(after[key])
        ]
        gone = [key for key in before if key not in after]
        if len(differ) + len(gone) <= MOST_ITEMS and _is_in_order(before, after, gone):
            yield from (_python("delitem", number, key) for key in gone)
            yield from (_python("setitem", number, key, after[key]) for key in differ)
            return
    if copied(was) is not None and copied(now) is not None:
        for method, args in changes(was, now):
            yield Operation("call", number, method, [*map(to_wire, args)])
    elif isinstance(now, (list, deque, bytearray)):
        yield Operation("call", number, "clear", [])
        yield Operation("call", number, "extend", [to_wire(list(now))])
    elif isinstance(now, dict):
        yield Operation("call", number, "clear", [])
        yield from (_python("setitem", number, key, item) for key, item in now.items())


def _is_in_order(before: dict[Key, Any], after: dict[Key, Any], gone: list[Key]) -> bool:
    """Whether the keys that stay are where they were, before those that are new."""
    stay = [key for key in before if key not in gone]
    return [*after][: len(stay)] == stay


def _python(name: str, number: int, *given: Any) -> Operation:
    wires: list[Value] = [Ref(number), *map(to_wire, given)]
    return Operation("call", "operator", name, wires)
