"""What a test did to a list, dict or set of the student's, as calls of its methods: `append(4)`.

Of those only that hold nothing which can be changed itself. Knows nothing of who has it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# A method's name and its arguments.
Change = tuple[str, list[Any]]
MAX_ITEMS = 10_000
_FIXED = (int, float, complex, bool, str, bytes, type(None))


def copied(value: Any) -> Any:
    """A copy; None where what is done to the value can't be told from the outside."""
    kind = type(value)
    if kind not in (list, dict, set) or len(value) > MAX_ITEMS:
        return None
    items = (*value, *value.values()) if kind is dict else value
    return value.copy() if all(map(_is_fixed, items)) else None


def changes(old: Any, new: Any) -> list[Change]:
    """The calls that make the one, which copied() gave, equal to the other."""
    ways: dict[type, Callable[[Any, Any], list[Change]]]
    ways = {list: _of_list, dict: _of_dict, set: _of_set}
    return ways[type(new)](old, new)


def _is_fixed(item: Any) -> bool:
    if type(item) is tuple:
        return all(map(_is_fixed, item))
    return type(item) in _FIXED


def _of_list(old: list[Any], new: list[Any]) -> list[Change]:
    if new[: len(old)] == old:
        more = new[len(old) :]
        return [("append", more)] if len(more) == 1 else [("extend", [more])]
    return [("clear", []), *([("extend", [new])] if new else [])]


def _of_dict(old: dict[Any, Any], new: dict[Any, Any]) -> list[Change]:
    if [*new][: len(old)] == [*old]:
        return [("update", [{k: v for k, v in new.items() if k not in old or old[k] != v}])]
    return [("clear", []), *([("update", [new])] if new else [])]


def _of_set(old: set[Any], new: set[Any]) -> list[Change]:
    gone, more = old - new, new - old
    removed: list[Change] = [("difference_update", [gone])] if gone else []
    return [*removed, *([("update", [more])] if more else [])]
