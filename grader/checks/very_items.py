"""Which objects a value has in it that is made of lists, dicts, tuples and what can't be changed:
whether they are still the same is seen much sooner than whether the value is still equal, and what
it was is worked out from them where they aren't.
"""

from __future__ import annotations

import operator
import sys
from typing import Any

from ..wire.in_place import MAX_DEPTH, Place, parts

# Beyond that a value isn't kept for what is in it.
MAX_ITEMS = 100_000
_PLAIN = frozenset({bool, int, float, complex, str, bytes, type(None)})


class VeryItems:
    """Of the lists and dicts of a value, as it is now. has_parts: whether there is more than one
    that can be changed."""

    @classmethod
    def of(cls, value: Any) -> VeryItems | None:
        """None for a value that has anything else in it which can be changed, or is in itself."""
        made = cls(value)
        return made if made._added(value, 0) else None

    def __init__(self, value: Any) -> None:
        # By id(), with the list or dict itself. Not the value, which may be dropped meanwhile.
        self._items: dict[int, tuple[Any, list[Any]]] = {}
        self._root = id(value)
        self._open: set[int] = set()
        self._left = MAX_ITEMS

    @property
    def has_parts(self) -> bool:
        return [*self._items] != [self._root]

    def are_in(self, value: Any) -> bool:
        return all(
            _has(value if known == self._root else held, items)
            for known, (held, items) in self._items.items()
        )

    def copy(self, value: Any) -> Any:
        """What the value was, with the same in the same places."""
        return self._copied(value, {})

    def parts(self, value: Any) -> dict[Place, Any]:
        """What could be changed in it, by its place."""
        return parts(value, self._items_of)

    def _added(self, value: Any, depth: int) -> bool:
        kind = type(value)
        if kind not in (list, dict, tuple):
            return _is_plain(kind)
        if id(value) in self._items:
            return id(value) not in self._open
        items = _items(value)
        self._left -= len(items)
        if self._left < 0 or depth > MAX_DEPTH:
            return False
        if kind is not tuple:
            self._items[id(value)] = None if id(value) == self._root else value, items
        kinds = set(map(type, items))
        if all(map(_is_plain, kinds)):
            return True
        self._open.add(id(value))
        well = all(self._added(item, depth + 1) for item in items)
        self._open.discard(id(value))
        return well

    def _items_of(self, value: Any) -> list[Any]:
        kind = type(value)
        if kind not in (list, dict, tuple):
            return []
        items = self._items[id(value)][1] if kind is not tuple else [*value]
        return items[len(items) // 2 :] if kind is dict else items

    def _copied(self, value: Any, copies: dict[int, Any]) -> Any:
        if type(value) is tuple:
            return tuple(self._copied(item, copies) for item in value)
        if type(value) not in (list, dict):
            return value
        if (made := copies.get(id(value))) is None:
            items = self._items[id(value)][1]
            inside = [self._copied(item, copies) for item in items]
            half = len(inside) // 2
            pairs = zip(items[:half], inside[half:], strict=type(value) is dict)
            made = inside if type(value) is list else dict(pairs)
            copies[id(value)] = made
        return made


def _items(value: Any) -> list[Any]:
    """A dict's keys before its values."""
    return [*value, *value.values()] if type(value) is dict else [*value]


def _has(value: Any, items: list[Any]) -> bool:
    now = _items(value) if type(value) is dict else value
    return len(now) == len(items) and all(map(operator.is_, items, now))


def _is_plain(kind: type) -> bool:
    if kind in _PLAIN:
        return True
    numpy = sys.modules.get("numpy")
    return (
        numpy is not None and issubclass(kind, numpy.generic) and not issubclass(kind, numpy.void)
    )
