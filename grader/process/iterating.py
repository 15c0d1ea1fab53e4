"""What is read of an iterator at once, and which ones stay and are asked for items one by one."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

from ..wire.messages import CALLS, Operation


def items(target: Any, module: Any, most: int = 0) -> Any:
    """What is walked through; the object itself where that is its own iterator, which a loop
    that ends early leaves where it is. Its length is nothing that a loop asks for.

    most: so many of those that are left."""
    if most:
        with contextlib.suppress(StopIteration):
            found: list[Any] = []
            while len(found) < most:
                found.append(next(target))
        return found
    walked = iter(target)
    own = walked is target and is_own(target, module)
    return target if own else [item for item in walked]  # noqa: C416  # list() asks it for its length


def is_own(value: Any, module: Any) -> bool:
    """Whether it is an iterator of a class that the file has made."""
    kind = type(value)
    own = kind.__module__ == getattr(module, "__name__", None)
    return own and getattr(kind, "__next__", None) is not None


def stays(operation: Operation, result: Any, module: Any, objects: Sequence[str] | None) -> bool:
    """Whether an iterator is an object here: one that a class of the file's made. What a function
    returns is read at once.

    objects: the classes whose iterators stay; None for all."""
    if not is_own(result, module):
        return False
    if operation.do == "items":
        return True
    name = operation.name or ""
    called = operation.do in CALLS and operation.target is None
    if not called or not (objects is None or name in objects):
        return False
    return isinstance(getattr(module, name, None), type)
