"""Values that never come to an end on their way: to_wire() would write them out level by level."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .encode import MAX_DEPTH
from .kinds import LIBRARY, fields_of, library_name
from .messages import MAX_VALUES

# No message has so many: what is only long is refused as too large.
MOST = 20 * MAX_VALUES
_PLAIN = frozenset({bool, int, float, complex, str, bytes, bytearray, type(None)})


def is_endless(value: Any) -> bool:
    """Whether something is in itself, deeper in others than any value may be, or there so often
    that it can't have been meant. Each is looked at once, and no method of its class called."""
    return _size(value, 0, {}) > MOST


def _size(value: Any, depth: int, sizes: dict[int, tuple[int, int]]) -> int:
    """sizes: how many values each comes to, and how deep it was, by id()."""
    kind = type(value)
    if kind in _PLAIN:
        return 1
    known = sizes.get(id(value))
    if known is not None and (known[1] >= depth or known[0] > MOST):
        return known[0]
    sizes[id(value)] = MOST + 1, depth  # what it is for whoever meets it in itself
    size = MOST + 1
    if depth <= MAX_DEPTH:
        size = 1
        for item in _inside(value, kind):
            size += _size(item, depth + 1, sizes)
            if size > MOST:
                break
    sizes[id(value)] = min(size, MOST + 1), depth
    return size


def _inside(value: Any, kind: type) -> Iterable[Any]:
    for base in (list, tuple, set, frozenset):
        if issubclass(kind, base):
            return base.__iter__(value)
    if issubclass(kind, dict):
        return [item for pair in dict.items(value) for item in pair]
    if (name := library_name(kind)) is not None:
        return LIBRARY[name][0](value)
    known = fields_of(value, kind)
    return () if known is None else known[1].values()
