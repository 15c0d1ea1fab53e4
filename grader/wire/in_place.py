"""Values that can be changed, made equal to others where they are, on both sides of the wire."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator
from itertools import islice
from typing import Any

from .arrays import Tensor
from .sparse import sparse_of
from .tables import table_of

# What most items are.
_FIXED = (int, float, str, bool, type(None))


def is_mutable(value: Any) -> bool:
    """Whether it, or an item of a tuple, can be changed in place."""
    if type(value) in _FIXED:
        return False
    if type(value) is tuple:
        return any(is_mutable(item) for item in value)
    # By its type: a stand-in says that it is a list, where the student's is one.
    if issubclass(type(value), (list, dict, set, Tensor)):
        return True
    if is_array(value) or _is_real_tensor(value):
        return True
    return sparse_of(value) is not None or table_of(value) is not None


def is_array(value: Any) -> bool:
    return type(value).__module__ == "numpy" and type(value).__name__ == "ndarray"


def _is_real_tensor(value: Any) -> bool:
    # A submission may have put what it likes there.
    kind = getattr(sys.modules.get("torch"), "Tensor", None)
    return isinstance(kind, type) and issubclass(type(value), kind)


# By the numbers of items that lead there; of a dict the values', in its order.
Place = tuple[int, ...]
MAX_DEPTH = 20
MAX_PARTS = 100_000


def _items(value: Any) -> Iterable[Any]:
    if type(value) is dict:
        return value.values()
    return value if type(value) in (list, tuple) else ()


def parts(value: Any, items: Callable[[Any], Iterable[Any]] = _items) -> dict[Place, Any]:
    """What can be changed in a list, tuple or dict, by its place. items: those of each."""
    return dict(islice(_parts(value, (), (id(value),), items), MAX_PARTS))


def _parts(
    value: Any, place: Place, way: tuple[int, ...], items: Callable[[Any], Iterable[Any]]
) -> Iterator[tuple[Place, Any]]:
    for number, item in enumerate(items(value) if len(place) < MAX_DEPTH else ()):
        if is_mutable(item):
            yield (*place, number), item
            if id(item) not in way:
                yield from _parts(item, (*place, number), (*way, id(item)), items)


def has_shared_parts(value: Any, fewest: int | None = None, depth: int = 0, more: int = 0) -> bool:
    """Whether something in a value that can be changed is somewhere else, too; so far down that
    nobody looks, it may be. more: in how many places besides it is known to be."""
    if depth > MAX_DEPTH:
        return True
    fewest = _OF_A_PART + more if fewest is None else fewest
    items = value.values() if type(value) is dict else value
    for item in items if type(value) in (list, tuple, dict) else ():
        if is_mutable(item) and sys.getrefcount(item) > fewest:
            return True
        if has_shared_parts(item, fewest, depth + 1):
            return True
    return False


# The fewest with which one that is nowhere else counts as that.
_OF_A_PART = next(n for n in range(20) if not has_shared_parts([[]], n))


class Kept:
    """Which object is to be in a place of a value that is made equal to another: the one that is in
    it already."""

    def was(self, place: Place, item: Any) -> Any:
        """The object that becomes what is to be in a place; None for a new one. item: what is in
        the place, None for nothing."""
        return item

    def is_now(self, place: Place, item: Any) -> None:
        """What has been put there."""


class KeptIn(Kept):
    """The same in some places; new ones in others."""

    def __init__(self, same: Container[Place]) -> None:
        self._same = same

    def was(self, place: Place, item: Any) -> Any:
        return item if place in self._same else None


def restored(old: Any, new: Any, kept: Kept | None = None, place: Place = ()) -> bool:
    """Makes `old` equal to `new` in place, deep down. False where that can't be done."""
    kept = kept or Kept()
    if type(old) is not type(new):
        return False
    kind = type(old)  # isinstance() would find one of the student's that stayed there as well
    if issubclass(kind, (list, tuple)):
        return _sequence_restored(old, new, kept, place)
    if issubclass(kind, dict):
        items = {
            key: put(old.get(key), item, kept, (*place, number))
            for number, (key, item) in enumerate(new.items())
        }
        old.clear()
        old.update(items)
    elif issubclass(kind, set):
        old.clear()
        old.update(new)
    elif issubclass(kind, deque):
        old.clear()
        old.extend(new)
    else:
        return _whole_restored(old, new)
    return True


def _whole_restored(old: Any, new: Any) -> bool:
    if is_array(old) and old.shape == new.shape and old.dtype == new.dtype:
        old[...] = new
    elif table_of(old) is not None and hasattr(old, "_update_inplace"):
        old._update_inplace(new)  # as pandas does it
    elif _is_real_tensor(old) and old.shape == new.shape and old.dtype == new.dtype:
        old.data.copy_(new)
    else:
        return False
    return True


def _sequence_restored(old: Any, new: Any, kept: Kept, place: Place) -> bool:
    items = _items_put(old, new, kept, place)
    if isinstance(old, list):
        old[:] = items
        return True
    # What can be changed has to be the same object, in a tuple.
    return len(old) == len(new) and all(
        a is b or (not is_mutable(b) and a == b) for a, b in zip(old, items, strict=True)
    )


def _items_put(old: Any, new: Any, kept: Kept, place: Place) -> list[Any]:
    known = [*old, *[None] * (len(new) - len(old))]
    return [
        put(a, b, kept, (*place, number))
        for number, (a, b) in enumerate(zip(known, new, strict=False))
    ]


def put(item: Any, new: Any, kept: Kept, place: Place) -> Any:
    """What is to be in a place: an object that there was, made equal to the new one where it is one
    that can change, or that one. item: what was in the place."""
    if not is_mutable(new):
        return new
    was = kept.was(place, item)
    if was is None or not is_mutable(was) or not restored(was, new, kept, place):
        was = _made(new, kept, place)
    kept.is_now(place, was)
    return was


def _made(new: Any, kept: Kept, place: Place) -> Any:
    """A new list, tuple or dict: in it may be what there was."""
    if type(new) is tuple:
        return tuple(_items_put((), new, kept, place))
    if type(new) is list:
        new[:] = _items_put((), new, kept, place)
    elif type(new) is dict:
        for number, (key, item) in enumerate([*new.items()]):
            new[key] = put(None, item, kept, (*place, number))
    return new


def holds_itself(value: Any) -> bool:
    """Whether a list, tuple or dict is somewhere in itself."""
    done: set[int] = set()
    way: list[tuple[int, Iterator[Any]]] = [(id(value), iter(_items(value)))]
    on_the_way = {id(value)}
    while way:
        number, items = way[-1]
        item = next((i for i in items if id(i) not in done and _items(i)), None)
        if item is None:
            way.pop()
            on_the_way.discard(number)
            done.add(number)
        elif id(item) in on_the_way:
            return True
        else:
            on_the_way.add(id(item))
            way.append((id(item), iter(_items(item))))
    return False
