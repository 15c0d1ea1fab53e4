"""Values that can be changed, made equal to others where they are, on both sides of the wire."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator
from typing import Any

from .arrays import Tensor
from .sparse import sparse_of
from .tables import table_of


def is_mutable(value: Any) -> bool:
    """Whether it, or an item of a tuple, can be changed in place."""
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


def parts(value: Any) -> dict[Place, Any]:
    """What can be changed in a list, tuple or dict, by its place."""
    return dict(_parts(value, ()))


def _parts(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    for number, item in enumerate(_items(value) if len(place) < MAX_DEPTH else ()):
        if is_mutable(item):
            yield (*place, number), item
            yield from _parts(item, (*place, number))


def _items(value: Any) -> Any:
    if type(value) is dict:
        return value.values()
    return value if type(value) in (list, tuple) else ()


def has_shared_parts(value: Any, fewest: int | None = None, depth: int = 0) -> bool:
    """Whether something in a value that can be changed is somewhere else, too; so far down that
    nobody looks, it may be."""
    if depth > MAX_DEPTH:
        return True
    fewest = _OF_A_PART if fewest is None else fewest
    items = value.values() if type(value) is dict else value
    for item in items if type(value) in (list, tuple, dict) else ():
        if is_mutable(item) and sys.getrefcount(item) > fewest:
            return True
        if has_shared_parts(item, fewest, depth + 1):
            return True
    return False


# The fewest with which one that is nowhere else counts as that.
_OF_A_PART = next(n for n in range(20) if not has_shared_parts([[]], n))


def restored(old: Any, new: Any, same: Container[Place] | None = None, place: Place = ()) -> bool:
    """Makes `old` equal to `new` in place, deep down. False where that can't be done. same: of the
    places in `new`, those where what is there in `old` is changed; in the others there is something
    else now. None: all."""
    if type(old) is not type(new):
        return False
    kind = type(old)  # isinstance() would find one of the student's that stayed there as well
    if issubclass(kind, (list, tuple)):
        return _sequence_restored(old, new, same, place)
    if issubclass(kind, dict):
        kept = {}
        for number, (key, item) in enumerate(new.items()):
            kept[key] = _kept(old[key], item, same, (*place, number)) if key in old else item
        old.clear()
        old.update(kept)
    elif issubclass(kind, set):
        old.clear()
        old.update(new)
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


def _sequence_restored(old: Any, new: Any, same: Container[Place] | None, place: Place) -> bool:
    items = [
        _kept(a, b, same, (*place, number))
        for number, (a, b) in enumerate(zip(old, new, strict=False))
    ] + list(new[len(old) :])
    if isinstance(old, list):
        old[:] = items
        return True
    return len(old) == len(new) and all(a is b or a == b for a, b in zip(old, items, strict=True))


def _kept(old: Any, new: Any, same: Container[Place] | None, place: Place) -> Any:
    """The old object, made equal to the new one where it is one that can change."""
    if same is not None and place not in same:
        return new
    return old if is_mutable(old) and restored(old, new, same, place) else new
