"""Objects of the student's in a set that crossed, and as keys of a dict: each is found again over
there by what it is made of.

They crossed without their hashes. Once a check hashes one, as `student.Point(0, 1) in found` does,
each such set and dict is filled anew where it is, by the hashes that their own class gives them.
A frozenset stays as it crossed, and so does an OrderedDict, which can't be gone through without
hashing its keys.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from ..wire.kinds import Record


class NotThere(TypeError):
    """Nothing in the set over there is made of the same."""


class Hashed:
    """The sets and dicts of one case with objects as items or keys. begun: whether a check has
    hashed one; filling: while they are filled anew, when each object gives its own hash."""

    __slots__ = ("_waiting", "begun", "filling")

    def __init__(self) -> None:
        self._waiting: list[set[Any] | dict[Any, Any]] = []
        self.begun = self.filling = False

    def know(self, value: Any) -> None:
        fills = isinstance(value, (set, dict)) and not isinstance(value, OrderedDict)
        if fills and any(map(_is_object, value)):
            self._waiting.append(value)
            if self.begun:
                self.begin()

    def begin(self) -> None:
        self.begun = True
        if self.filling:
            return
        self.filling = True
        try:
            while self._waiting:
                _fill_anew(self._waiting.pop())
        finally:
            self.filling = False


def spread_anew(value: Any) -> Any:
    """A set or dict with objects as items or keys, by the hashes that they have for the grader:
    where a check made or hashed it they have their own."""
    if not any(map(_is_object, value)):
        return value
    if not isinstance(value, dict):
        return type(value)([*value])
    anew = value.copy()
    anew.clear()
    for key, item in value.items():
        anew[key] = item
    return anew


def _fill_anew(value: set[Any] | dict[Any, Any]) -> None:
    if isinstance(value, set):
        value.update({value.pop() for _ in range(len(value))})
        return
    items = [*value.items()]
    value.clear()
    for key, item in items:
        value[key] = item


def _is_object(key: Any) -> bool:
    return isinstance(key, Record) or (isinstance(key, tuple) and any(map(_is_object, key)))


def listed(of: Any) -> tuple[Any, Any]:
    """What stands for a list of what is in there, and the list as it crosses."""
    there = of._kept("builtins", "list", of)
    return there, there.value()


def find(way: Callable[[], tuple[Any, Any]], key: Any) -> Any:
    """What stands for the item over there. way: to what listed() gives."""
    there, items = way()
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if type(item) is type(key) and item == key:
            return there._kept("operator", "getitem", there, number)
    raise NotThere(
        f"this {getattr(key, '_name', 'tuple')} is a copy: nothing in the set that it came in is "
        "made of the same any more, so its class can't be asked (==, hash, repr and the like). "
        "Keep what was returned, found = student.f.hold(…), and ask there: x in found, "
        'len(found), student.lib("builtins").sorted(found)'
    )
