"""What an imported test gave to the student's code, and what it got: seen to change, and told.

The test has a copy of each; where the code changes its own, the test's has to follow.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

from ..wire import messages
from ..wire.data import Value, holds_object
from ..wire.in_place import KeptIn, Place, parts, restored
from ..wire.moved import Source, moves, with_moves
from ..wire.one_object import part as part_in
from .handed_out import HandedOut, Known

Told = Callable[[Any], Value]
_value: Callable[[bytes], Value] = messages.reader(Value)


class Lent:
    """Of one case: arguments, by their number in it, and results, by the operation's."""

    def __init__(self, told: Told) -> None:
        """told: a value as `after` tells it."""
        self._told = told
        self._arguments: dict[int, Known] = {}
        self._results = HandedOut()
        self._count = 0

    def lend(self, value: Any, is_mutable: bool, seen: bool) -> None:
        """An argument more. seen: it is looked at for changes."""
        number, self._count = self._count, self._count + 1
        if is_mutable:
            told = messages.encode(self._told(value)) if seen else b""
            known = self._arguments[number] = Known(value, told)
            if seen:
                known.agreed(number)

    def hand_out(self, number: int, value: Any, wire: Value, is_the_modules: bool) -> None:
        self._results.note(number, value, wire, is_the_modules)

    def forget_what_is_gone(self) -> None:
        for number, known in [*self._arguments.items()]:
            # The record's and getrefcount's own: nobody else is left who could change it.
            if sys.getrefcount(known.value) <= 2 and not known.has_shared_parts():
                del self._arguments[number]
        self._results.forget_what_is_gone()

    def change(self, held: Any, target: int | None, numbers: list[int], now: Any,
               same: list[Place]) -> None:  # fmt: skip
        """Does to a result, which is held, or to arguments that somebody here still has, what the
        test has done to its own. target: the result's number, or None."""
        kept = KeptIn({*same})
        if target is not None:
            restored(held, now, kept)
            self._results.agreed(target, held)
        for number in numbers:
            known = self._arguments.get(number)
            if known is not None and restored(known.value, now, kept):
                known.told = messages.encode(self._told(known.value))
                known.agreed(number)

    def after(self) -> list[tuple[int, Value]]:
        """What changed since the grader last heard of it, by the argument's number, or the
        result's; and which of its parts are other objects now."""
        changed = [*self._changed()]
        if not changed:
            return []
        others = self._places()
        there = {id(known.value) for known, _, _ in changed}
        there |= {id(part) for known, _, _ in changed for part in parts(known.value).values()}
        after: list[tuple[int, Value]] = []
        made: dict[int, Source] = {}
        for known, wire, old in changed:
            for number, was in known.parts.items():
                gone = self._gone(was, old, there)
                found = moves(number, was, [known.value, *gone], others, made, len(after))
                after.append((number, with_moves([wire, *map(self._told, gone)], found)))
        for known, _, _ in changed:
            known.parts = dict.fromkeys(known.parts, parts(known.value))
        return after

    def _changed(self) -> Iterator[tuple[Known, Value, bytes]]:
        """With what each is now, and as it was told last."""
        for known in (*self._arguments.values(), *self._results):
            wire = self._told(known.value)
            told = messages.encode(wire)
            is_result = any(number < 0 for number in known.parts)
            if (is_result and holds_object(wire)) or (told == known.told and known.is_as_agreed()):
                continue
            old, known.told = known.told, told
            yield known, wire, old

    def _gone(self, was: dict[Place, Any], old: bytes, there: set[int]) -> list[Any]:
        """What was in a value, is in none that is told of, and was changed before it went."""
        found: list[Any] = []
        told, seen = None, {*there}
        for place, part in was.items():
            if id(part) in seen or type(part) is tuple:
                continue
            told = told or _value(old)
            if self._is_another(place, was, told):
                found.append(part)
                seen |= {id(part), *map(id, parts(part).values())}
        return found

    def _is_another(self, place: Place, was: dict[Place, Any], told: Value) -> bool:
        """Whether a part of a value isn't what it was when that was told."""
        inner = parts(was[place])
        if any(was.get((*place, *below)) is not part for below, part in inner.items()):
            return True
        try:
            old = part_in(told, place)
        except (IndexError, TypeError):
            return True
        return messages.encode(old) != messages.encode(self._told(was[place]))

    def _places(self) -> dict[int, Source]:
        """Where each object was when it was last told of, by id()."""
        found: dict[int, Source] = {}
        for known in (*self._arguments.values(), *self._results):
            for number, was in known.parts.items():
                found[id(known.value)] = number, ()
                for place, part in was.items():
                    found.setdefault(id(part), (number, place))
        return found
