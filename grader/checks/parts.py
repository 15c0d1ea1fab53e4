"""An object in an answer, `student.pair()[0]`: its fields crossed, and what is no field of it is
asked of the object over there, by where it is in the answer.

So are `x == y`, `hash(x)`, `repr(x)` and Python's other operators, as of an object that was
returned by itself. Two files' objects are compared as what they are made of, and by the grader any
two are. Where no way leads to an object, as to one in a set, what would be asked raises an error
that says what to write.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from ..wire.kinds import Record
from ..wire.yielded import Yielded
from .special_methods import SpecialMethods, is_a_checks, is_ours, private

# Kinds of records that are objects with more to them than their fields.
OBJECTS = ("object", "closed", "dataclass", "attrs")


class Part(Record):
    """Made of a record where that is. _itself: gives what stands for the object, None where no way
    leads to it."""

    __slots__ = ()

    def _asked(self) -> Any:
        """What stands for the object over there: the way to it is gone once."""
        if self._itself is None:
            raise TypeError(_no_way(self._name))
        there = self._itself()
        self._itself = lambda: there
        return there

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            if is_a_checks(sys._getframe(1)):
                raise TypeError(private(name))
            raise AttributeError(name)
        if name in self._fields or self._itself is None:
            return super().__getattr__(name)
        return _with_parts(self._asked()._ask("get", name).value)

    def __eq__(self, other: object) -> Any:
        return self._compared("eq", other, is_ours(sys._getframe(1)))

    def __ne__(self, other: object) -> Any:
        return self._compared("ne", other, is_ours(sys._getframe(1)))

    def _compared(self, how: str, other: object, for_us: bool) -> Any:
        if for_us or _is_anothers(self, other):
            theirs = other.record() if isinstance(other, SpecialMethods) else other
            equal = Record.__eq__(self, theirs)
            return equal if how == "eq" else not equal
        return self._asked()._compared(how, _there(other), sys._getframe(2))

    def __hash__(self) -> int:
        return Record.__hash__(self) if is_ours(sys._getframe(1)) else hash(self._asked())

    def __repr__(self) -> str:
        if is_a_checks(sys._getframe(1)):
            return str(self._says("repr"))
        return Record.__repr__(self)

    def __format__(self, spec: str) -> str:
        if is_ours(sys._getframe(1)):
            return Record.__repr__(self)
        return str(self._says("format", spec))

    def __str__(self) -> str:
        return Record.__repr__(self) if is_ours(sys._getframe(1)) else str(self._says("str"))

    def _says(self, function: str, *args: Any) -> Any:
        there = self._asked()
        return there._there("builtins", function, there, *args)

    def __bool__(self) -> bool:
        return is_ours(sys._getframe(1)) or bool(self._asked())


def _no_way(name: str) -> str:
    return (
        f"this {name} is a copy: in a set nobody finds the object itself again, so its class "
        "can't be asked (==, hash, repr and the like). Keep what was returned, "
        "found = student.f.hold(…), and ask there: x in found, len(found), "
        'student.lib("builtins").sorted(found)'
    )


def _is_anothers(part: Part, other: object) -> bool:
    """Whether it is an object of another file's, or nothing but fields."""
    if isinstance(other, Part):
        if None in (part._itself, other._itself):
            return False
        return part._asked()._channel is not other._asked()._channel
    if isinstance(other, SpecialMethods):
        return part._asked()._channel is not other._channel
    return isinstance(other, Record)


def _there(value: object) -> Any:
    return value._asked() if isinstance(value, Part) else value


def _asks(name: str) -> Callable[..., Any]:
    """A special method that the object over there has called, if a check asks."""

    def method(self: Part, *args: Any) -> Any:
        if is_ours(sys._getframe(1)):
            raise TypeError(f"this {self._name} is a copy without {name}")
        return getattr(self._asked(), name)(*map(_there, args))

    return method


def _give_operators() -> None:
    for name, method in vars(SpecialMethods).items():
        is_special = name.startswith("__") and callable(method)
        if is_special and name not in {*vars(Record), *vars(Part), *_NOT_ASKED}:
            setattr(Part, name, _asks(name))
    for name in ("__call__", "__iter__"):
        setattr(Part, name, _asks(name))


# A copy is no iterator, whose items an argument would have taken.
_NOT_ASKED = frozenset({"__next__", "__copy__", "__deepcopy__", "__dir__", "__slots__"})
_give_operators()


def ask_parts_too(value: Any, whole: Callable[[], Any] | None) -> None:
    """Makes the records in an answer such as can be asked for what is no field of theirs.

    whole: gives what stands for the value over there; None where no way leads to it."""
    if isinstance(value, Record):
        if value._kind in OBJECTS:
            value.__class__, value._itself = Part, whole
        for name, field in value._fields.items():
            _ask_too(field, whole, _field, name)
        return
    if isinstance(value, Yielded):
        whole = whole and partial(_as_list, whole)
    for key, item in _places(value):
        _ask_too(item, whole, _item, key)
    for key in value if isinstance(value, (dict, set, frozenset)) else ():
        _ask_too(key, None, _item, key)


_HOLD_PARTS = (Record, dict, list, tuple, set, frozenset, deque, Yielded)


def _ask_too(part: Any, whole: Callable[[], Any] | None, step: Any, key: Any) -> None:
    if isinstance(part, _HOLD_PARTS):
        ask_parts_too(part, whole and partial(step, whole, key))


def _places(value: Any) -> Iterable[tuple[Any, Any]]:
    """What stands at which key of a value that holds others."""
    if isinstance(value, Yielded):
        return enumerate(value.gave)
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, (list, tuple, deque)) else ()


def _field(whole: Callable[[], Any], name: str) -> Any:
    return whole().hold(name)


def _as_list(whole: Callable[[], Any]) -> Any:
    of = whole()
    return of._kept("builtins", "list", of)


def _item(whole: Callable[[], Any], key: Any) -> Any:
    of = whole()
    return of._kept("operator", "getitem", of, key)


def _with_parts(value: Any) -> Any:
    """What an object has besides its fields: an object, too, as what it is made of."""
    if not isinstance(value, SpecialMethods):
        return value
    record = value.record()
    if not isinstance(record, Record) or record._kind not in OBJECTS:
        return value
    ask_parts_too(record, lambda: value)
    return record
