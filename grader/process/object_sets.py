"""Sets that stay in a worker, for only their items' own class knows what is in them."""

from __future__ import annotations

from typing import Any

from ..wire.data import holds_object
from ..wire.endless import is_endless
from ..wire.values import PLAIN, to_wire


def is_a_set_of_objects(value: Any) -> bool:
    """Whether an item of a set, or of what stands in it, stays here by itself."""
    kind: Any = type(value)
    if kind not in (set, frozenset) or is_endless(value):
        return False
    return any(map(_is_or_holds_object, kind.__iter__(value)))


def _is_or_holds_object(item: Any) -> bool:
    kind: Any = type(item)
    if kind in (tuple, frozenset):
        return any(map(_is_or_holds_object, kind.__iter__(item)))
    return kind not in PLAIN and holds_object(to_wire(item, exact=True))
