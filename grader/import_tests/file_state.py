"""What files of tests hold at their top level and in their classes: a test may change it.

In plain pytest each test runs once, in order. Here one may be run alone, and again.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterable
from types import ModuleType
from typing import Any

_DICTS = (dict, Counter, OrderedDict, defaultdict)
_ROWS = (list, tuple, deque)
_PLAIN = (bool, int, float, complex, str, bytes, bytearray, type(None))
_MAX_DEPTH = 20


def held(modules: Iterable[ModuleType]) -> dict[str, Any]:
    """By dotted name. Two of these are equal where nothing was changed between them."""
    found: dict[str, Any] = {}
    for module in modules:
        owners = [module, *(v for v in vars(module).values() if _is_its_class(v, module))]
        for owner in owners:
            for name, value in [*vars(owner).items()]:
                if not name.startswith("__"):
                    found[f"{module.__name__}.{owner.__name__}.{name}"] = _frozen(value, module)
    return found


def _is_its_class(value: Any, module: ModuleType) -> bool:
    return isinstance(value, type) and value.__module__ == module.__name__


def _frozen(value: Any, module: ModuleType, depth: int = 0) -> Any:
    """Compared by what is in it; an object of a class from elsewhere by being the same one."""

    def inner(item: Any) -> Any:
        return _frozen(item, module, depth + 1)

    kind = type(value)
    if depth > _MAX_DEPTH:
        return kind
    if kind in _DICTS:
        return kind, [(inner(key), inner(item)) for key, item in value.items()]
    if kind in _ROWS:
        return kind, [inner(item) for item in value]
    if kind in (set, frozenset):
        return kind, {item if type(item) in _PLAIN else id(item) for item in value}
    if kind in _PLAIN:
        return kind, repr(value)
    if kind.__module__ == "numpy" and kind.__name__ == "ndarray":
        return kind, value.shape, value.tobytes()
    if kind.__module__ == module.__name__ and hasattr(value, "__dict__"):
        return kind, inner({**vars(value)})
    return kind, id(value)
