"""An object in an answer, `student.pair()[0]`: its fields crossed, and are asked for again once
something else was asked, which may have changed them; what is no field of it is asked of the object
over there, by where it is in the answer.

So are `x == y`, `hash(x)`, `repr(x)` and Python's other operators, as of an object that was
returned by itself. Two files' objects are compared as what they are made of, and by the grader any
two are. Where no way leads to an object, as to one in a set that has it no more, what would be
asked raises an error that says what to write.
"""

from __future__ import annotations

import copy
import sys
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from operator import is_
from types import FrameType
from typing import Any

from ..wire.kinds import Record
from ..wire.yielded import Yielded
from .hashed import Hashed, NotThere, find, listed
from .in_step import InStep
from .special_methods import SpecialMethods, is_a_checks, is_ours, no_copy, private

# Kinds of records that are objects with more to them than their fields.
OBJECTS = ("object", "closed", "dataclass", "attrs")


class Way:
    """How to come to what stands for an object in an answer. in_step: its case's; then: what had
    been asked there when the object's fields crossed."""

    __slots__ = ("_find", "_in_step", "_then", "asked_again")

    def __init__(self, find: Callable[[], Any], in_step: InStep) -> None:
        self._find, self._in_step, self._then = find, in_step, in_step.asked
        self.asked_again = False

    def __call__(self) -> Any:
        """Gone once."""
        there = self._find()
        self._find = lambda: there
        return there

    def on(self, step: Callable[[Way, Any], Any], key: Any) -> Way:
        """To what is in that object."""
        way = Way(partial(step, self, key), self._in_step)
        way._then = self._then
        return way

    def is_overtaken(self) -> bool:
        """Whether something was asked since, which may have changed the object."""
        return self._then != self._in_step.asked

    def catch_up(self) -> None:
        self._then = self._in_step.asked

    @property
    def hashed(self) -> Hashed:
        return self._in_step.hashed


class Part(Record):
    """Made of a record where that is. _itself: the way to what stands for the object, None where
    there is none."""

    __slots__ = ()

    def _asked(self) -> Any:
        if self._itself is None:
            raise TypeError(_no_way(self._name))
        return self._itself()

    def now(self) -> Part:
        """Itself, with the fields that the object has by now."""
        if isinstance(way := self._itself, Way) and way.is_overtaken():
            try:
                record = way().record()
            except NotThere:  # what crossed is all there is
                record = None
            way.catch_up()
            if isinstance(record, Record):
                self._fields, way.asked_again = record._fields, True
                _ask_of_fields(self, way)
        return self

    def is_newer(self) -> bool:
        """Whether its fields aren't those any more that came with the answer."""
        return isinstance(self._itself, Way) and self._itself.asked_again

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            if is_a_checks(sys._getframe(1)):
                raise TypeError(private(name))
            raise AttributeError(name)
        if name in self.now()._fields or self._itself is None:
            return super().__getattr__(name)
        return _with_parts(self._asked()._ask("get", name).value)

    def __setattr__(self, name: str, value: Any) -> None:
        """Of the object itself: a copy would take any value, or none."""
        if name.startswith("_"):
            super().__setattr__(name, value)
        else:
            setattr(self._asked(), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._asked(), name)

    def __eq__(self, other: object) -> Any:
        return self._compared("eq", other, is_ours(sys._getframe(1)))

    def __ne__(self, other: object) -> Any:
        return self._compared("ne", other, is_ours(sys._getframe(1)))

    def _compared(self, how: str, other: object, for_us: bool) -> Any:
        if for_us or _is_anothers(self, other):
            theirs = other.record() if isinstance(other, SpecialMethods) else other
            theirs = theirs.now() if isinstance(theirs, Part) and not for_us else theirs
            equal = Record.__eq__(self if for_us else self.now(), theirs)
            return equal if how == "eq" else not equal
        return self._asked()._compared(how, _there(other), sys._getframe(2))

    def __hash__(self) -> int:
        """The object's own, also where the grader fills a set for a check."""
        way = self._itself
        fills = isinstance(way, Way) and way.hashed.filling
        if is_ours(sys._getframe(1)) and not fills:
            return Record.__hash__(self)
        return hash(self._asked())

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

    def __copy__(self) -> Part:
        return self._copied("copy")

    def __deepcopy__(self, memo: dict[int, Any]) -> Part:
        return self._copied("deepcopy", memo)

    def _copied(self, function: str, *memo: dict[int, Any]) -> Part:
        """For the grader, which keeps what crossed. A check's copy would go on asking the one
        object that is over there."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and frame.f_globals.get("__name__") == copy.__name__:
            frame = frame.f_back
        if frame is None or not is_ours(frame):
            raise no_copy(function)
        fields = getattr(copy, function)(self._fields, *memo)
        made = Part(self._kind, self._name, fields, self._base)
        made._itself = self._itself
        return made


def _no_way(name: str) -> str:
    return (
        f"this {name} is a copy: nobody finds the object itself again, so its class can't be "
        "asked (==, hash, repr and the like). Keep what was returned, found = student.f.hold(…), "
        "and ask there"
    )


def given_back(value: Any, channel: Any) -> Any:
    """An argument of a call, with what a channel's answers hold as the objects themselves, where a
    way leads to them: those of another channel's are copies there as well."""
    if isinstance(value, Part) and value._itself is not None:
        try:
            there = value._asked()
        except NotThere:
            return value
        return there if there._channel is channel else value
    if type(value) in (list, tuple, set, frozenset):
        items = [given_back(item, channel) for item in value]
        same = all(map(is_, items, value))
        return value if same else type(value)(items)
    if type(value) is dict:
        found = [(given_back(k, channel), given_back(item, channel)) for k, item in value.items()]
        was = zip(value.items(), found, strict=True)
        same = all(k is key and item is now for (key, item), (k, now) in was)
        return value if same else dict(found)
    return value


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


def ask_parts_too(value: Any, whole: Way | None) -> None:
    """Makes the records in an answer such as can be asked for what is no field of theirs.

    whole: the way to what stands for the value over there; None where there is none."""
    if isinstance(value, Record):
        if value._kind in OBJECTS:
            value.__class__, value._itself = Part, whole
        _ask_of_fields(value, whole)
        return
    if isinstance(value, Yielded):
        whole = whole and whole.on(_as_list, None)
    for key, item in _places(value):
        _ask_too(item, whole, _item, key)
    if isinstance(value, (dict, set, frozenset)) and any(map(_may_hold, value)):
        among = whole and whole.on(_listed, None)
        for key in value:
            _ask_too(key, among, _found, key)
        if whole is not None:
            whole.hashed.know(value)


_HOLD_PARTS = (Record, dict, list, tuple, set, frozenset, deque, Yielded)


def _may_hold(key: Any) -> bool:
    return isinstance(key, _HOLD_PARTS)


def _ask_of_fields(record: Record, whole: Way | None) -> None:
    for name, field in record._fields.items():
        _ask_too(field, whole, _field, name)


def _ask_too(part: Any, whole: Way | None, step: Callable[[Way, Any], Any], key: Any) -> None:
    if isinstance(part, _HOLD_PARTS):
        ask_parts_too(part, whole and whole.on(step, key))


def _places(value: Any) -> Iterable[tuple[Any, Any]]:
    """What stands at which key of a value that holds others."""
    if isinstance(value, Yielded):
        return enumerate(value.gave)
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, (list, tuple, deque)) else ()


def _field(whole: Way, name: str) -> Any:
    return whole().hold(name)


def _listed(whole: Way, _: None) -> Any:
    return listed(whole())


def _found(among: Way, key: Any) -> Any:
    return find(among, key)


def _as_list(whole: Way, _: None) -> Any:
    of = whole()
    return of._kept("builtins", "list", of)


def _item(whole: Way, key: Any) -> Any:
    of = whole()
    return of._kept("operator", "getitem", of, key)


def _with_parts(value: Any) -> Any:
    """What an object has besides its fields: an object, too, as what it is made of."""
    if not isinstance(value, SpecialMethods):
        return value
    record = value.record()
    if not isinstance(record, Record) or record._kind not in OBJECTS:
        return value
    ask_parts_too(record, Way(lambda: value, value._channel.in_step))
    return record
