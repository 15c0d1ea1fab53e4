"""Mutable values that a test and the student's code both have: kept in step, or refused.

Each side has a copy. What the student's code does to an argument is done to the test's too. What
the test does to a value, the worker can't know of: that is refused where it could matter.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..checks.passed_on import Change, changes, copied
from ..wire import messages
from ..wire.data import Value, holds_object
from ..wire.in_place import (
    Place,
    has_shared_parts,
    holds_itself,
    is_mutable,
    parts,
    put,
    restored,
)
from ..wire.moved import Moved, moves_of, values_of
from ..wire.values import to_wire
from .generators import follow, is_generator
from .remote_objects import has_theirs

# Of bytes that are looked at again while the test's functions are asked, in one case.
MAX_LOOKED_AT = 16 * 2**20
# Of what was changed after it was given, and no object may have kept: in bytes.
MAX_SENT_AGAIN = 2**20


class CannotCross(BaseException):
    """A test does what holds in one process only. Not an Exception: `assertRaises(Exception)`
    in that test must not take it for the student's."""


class AskedTooMuch(CannotCross):
    """The student's code has a test's functions do more than a test can want of them. Its message
    is for the student."""


@dataclass(slots=True)
class _Shared:
    value: Any
    wire: bytes
    named: bool  # whether the test can still get at it
    number: int | None = None  # of the operation that returned it
    was: Any = None  # a copy of it, where what the test does to it can be done over there
    by: int | None = None  # the operation that it was given to, or that changed it
    changed: bool = False  # by the student's code
    parts: dict[Place, Any] = field(default_factory=dict)  # what is in it and can be changed
    theirs: list[Any] = field(default_factory=list)  # what is in it, if objects of theirs are

    def __post_init__(self) -> None:
        self._look()

    def _look(self) -> None:
        self.parts, self.theirs = parts(self.value), _with_theirs(self.value)

    def has_others(self) -> bool:
        """Whether other things are in it than were, objects of the student's among them."""
        now = _with_theirs(self.value)
        return len(now) != len(self.theirs) or any(
            one is not other for one, other in zip(now, self.theirs, strict=True)
        )

    def same(self) -> list[Place]:
        """Where in it there still is what was there."""
        now = parts(self.value)
        return [place for place, part in now.items() if self.parts.get(place) is part]

    def is_now(self, wire: bytes) -> None:
        self.wire = wire
        self._look()


@dataclass(frozen=True, slots=True)
class _Change:
    """What the student's code did to a value. told: which objects are where in it now was told by
    the worker, who may say what it likes."""

    wire: Value
    kept: Moved
    told: bool
    decoded: Callable[[Value], Any]

    def done_to(self, value: Any) -> bool:
        """Makes a value what it is now, and what was in it. False where that can't be done."""
        new, *gone = map(self.decoded, values_of(self.wire))
        done = restored(value, new, self.kept, (0,))
        were = [put(None, one, self.kept, (place,)) for place, one in enumerate(gone, 1)]
        if self.told and holds_itself([value, *were]):
            raise messages.WireError("a value that is in itself")
        return done


class Loans:
    """What was given to and taken from the student's code in one case. latest: of the case that
    runs, or ran last."""

    latest: Loans | None = None

    def __init__(self) -> None:
        self._lent: list[_Shared | None] = []
        self._borrowed: list[_Shared] = []
        self._looked_at = 0  # bytes, while the test's functions were asked

    def lend(self, values: Sequence[Any], wires: list[Value]) -> None:
        """Remembers arguments, in the order in which the worker numbers them."""
        for value, wire in zip(values, wires, strict=True):
            if not is_mutable(value) and not is_generator(value):
                self._lent.append(None)
                continue
            named = sys.getrefcount(value) > _OF_NO_NAME or has_shared_parts(value)
            self._lent.append(_Shared(value, messages.encode(wire), named))

    def were_given_to(self, number: int) -> None:
        """To which operation the arguments that were lent last belong."""
        for shared in reversed(self._lent):
            if shared is not None and shared.by is not None:
                break
            if shared is not None:
                shared.by = number

    def lent(self, value: Any) -> tuple[int, bool] | None:
        """Of one of the test's values that was given to the student's code: the last
        operation that it was given to or that changed it, and whether one did."""
        same = [one for one in self._lent if one is not None and one.value is value]
        by = max((one.by for one in same if one.by is not None), default=None)
        return None if by is None else (by, any(one.changed for one in same))

    def numbers(self) -> list[list[int]]:
        """Of each value that was given, the numbers that it has as an argument."""
        found: dict[int, list[int]] = {}
        for number, one in enumerate(self._lent):
            if one is not None:
                found.setdefault(id(one.value), []).append(number)
        return [*found.values()]

    def before(self, objects: bool, asking: bool = False) -> None:
        """Raises CannotCross where the test has changed what an object over there may hold.
        asking: the student's code has the test's functions ask this, and says how often."""
        if not objects:
            return
        count = self._count if asking else _uncounted
        lent = [shared for shared in self._lent if shared is not None and shared.named]
        if _any_changed(lent, count):
            raise CannotCross("changes a value after the student's code was given it")
        self._refuse_changed_results(count)

    def changed_by_test(self, recent: int | None) -> Iterator[tuple[list[int], Any, list[Place]]]:
        """Of what was given: by which numbers, what it is now, and where in it there still is what
        was there. Done there, they are in step again. recent: of how many at most, and then of
        none that is large."""
        named = [(n, one) for n, one in enumerate(self._lent) if one is not None and one.named]
        by_id: dict[int, list[tuple[int, _Shared]]] = {}
        for number, shared in named if recent is None else named[-recent:]:
            by_id.setdefault(id(shared.value), []).append((number, shared))
        for same in by_id.values():
            value = same[0][1].value
            if any(shared.has_others() for _, shared in same):
                raise CannotCross("changes a value after the student's code was given it")
            now = b"" if is_generator(value) or has_theirs(value) else _now(value)
            if now == b"" or (recent is not None and len(now) > MAX_SENT_AGAIN):
                continue
            old = [(number, shared) for number, shared in same if shared.wire not in (b"", now)]
            if old:
                yield [number for number, _ in old], value, old[-1][1].same()
            for _, shared in old:
                shared.is_now(now)

    def _count(self, size: int) -> None:
        self._looked_at += size
        if self._looked_at > MAX_LOOKED_AT:
            raise AskedTooMuch("the test's functions were called too often with too much")

    def give_back(
        self, after: Sequence[tuple[int, Value]], by: int, decoded: Callable[[Value, int], Any]
    ) -> None:
        """Does to arguments and results what the student's code did to its own, in an operation."""
        if not after:
            return
        told = [moves_of(wire) for _, wire in after]
        numbers = {number for number, _ in after}
        numbers |= {s[0] for one in told for s in one.values() if s and s[0] is not None}
        were = {number: self._parts_of(number) for number in numbers}
        now: dict[Place, Any] = {}
        for which, (number, wire) in enumerate(after):
            kept = Moved(number, told[which], lambda number: were[number], now, which)
            change = _Change(wire, kept, bool(told[which]), lambda one: decoded(one, by))
            if number < 0:
                self._follow_result(messages.result_number(number), change)
            else:
                self._follow_argument(number, change, by)

    def _parts_of(self, number: int) -> dict[Place, Any]:
        """What could be changed in a value when both sides last agreed, and the value itself."""
        if number < 0:
            came = messages.result_number(number)
            shared = next((one for one in self._borrowed if one.number == came), None)
        else:
            shared = self._lent[number] if number < len(self._lent) else None
        return {} if shared is None else {(): shared.value, **shared.parts}

    def _follow_argument(self, number: int, change: _Change, by: int) -> None:
        if number >= len(self._lent) or (shared := self._lent[number]) is None:
            raise messages.WireError("an argument that was never given")
        if is_generator(shared.value):
            done = follow(shared.value, change.wire)
        else:
            done = change.done_to(shared.value)
        if not done:
            kind = type(shared.value).__name__
            raise CannotCross(f"passes a {kind} that is changed in place, in a way of its own")
        now = _now(shared.value)
        if now != shared.wire or not now:
            shared.by, shared.changed = by, True
        shared.is_now(now)

    def _follow_result(self, number: int, change: _Change) -> None:
        for shared in self._borrowed:
            if shared.number == number:
                change.done_to(shared.value)
                self._is_in_step(shared.value)

    def borrow(self, value: Any, wire: Value, number: int | None = None) -> None:
        """number: of the operation that it is all of the answer of."""
        if is_mutable(value):
            was = None if number is None else copied(value)
            self._borrowed.append(_Shared(value, messages.encode(wire), True, number, was))

    def to_pass_on(self, recent: int | None) -> Iterator[tuple[int, list[Change]]]:
        """What the test did to results, by their operations: done there, they are in step again.
        Nothing of those that may be one of its own arguments, which changed with it. recent: of
        how many results at most."""
        for shared in self._borrowed if recent is None else self._borrowed[-recent:]:
            if shared.number is None or shared.was is None or shared.was == shared.value:
                continue
            others = (one for one in self._lent if one is not None and one.named)
            if any(one.value is not shared.value for one in others):
                continue
            now = copied(shared.value)
            if now is None:
                continue
            done = changes(shared.was, now)
            shared.was, shared.wire = now, _now(now)
            yield shared.number, done

    def changed_results(self, recent: int | None) -> Iterator[tuple[int, Any, list[Place]]]:
        """Of those results that to_pass_on() has no calls for, as changed_by_test() has it."""
        if any(one is not None and one.named for one in self._lent):
            return
        for shared in self._borrowed if recent is None else self._borrowed[-recent:]:
            if shared.number is None or shared.was is not None or has_theirs(shared.value):
                continue
            now = _now(shared.value)
            large = recent is not None and len(now) > MAX_SENT_AGAIN
            if b"" in (now, shared.wire) or now == shared.wire or large:
                continue
            same = shared.same()
            shared.is_now(now)
            yield shared.number, shared.value, same

    def follow(self, value: Any, now: Any) -> None:
        """Does to something borrowed what the test had done to it where it came from."""
        restored(value, now)
        self._is_in_step(value)

    def _is_in_step(self, value: Any) -> None:
        for shared in self._borrowed:
            if shared.value is value:
                shared.is_now(_now(value))
                shared.was = copied(value)

    def settle(self, constants: bool) -> None:
        """A result that the test changed might have been one of its own arguments. constants: or
        one of the file's, of which the test has a copy."""
        if constants or any(shared is not None and shared.named for shared in self._lent):
            self._refuse_changed_results(_uncounted)

    def _refuse_changed_results(self, count: Callable[[int], None]) -> None:
        if _any_changed(self._borrowed, count):
            raise CannotCross("changes what the student's code returned: what crosses is a copy")


def _with_theirs(value: Any) -> list[Any]:
    """What is in a list, dict or set, where objects of the student's are; else nothing."""
    if type(value) not in (list, dict, set) or not has_theirs(value):
        return []
    return [*value, *value.values()] if type(value) is dict else [*value]


def _references(*args: Any) -> int:
    """How many there are to an argument that its caller keeps no name for. Counted where
    lend() counts, as that differs between versions of Python."""

    def counted(args: tuple[Any, ...]) -> int:
        for value, _ in zip([*args], [None], strict=True):
            return sys.getrefcount(value)
        return 0

    return counted(args)


_OF_NO_NAME = _references([])


def _now(value: Any) -> bytes:
    """The bytes of a value; none where an object of the student's is in it."""
    if has_theirs(value):
        return b""
    wire = to_wire(value, exact=True)
    return b"" if holds_object(wire) else messages.encode(wire)


def _uncounted(size: int) -> None:
    pass


def _any_changed(all_shared: list[_Shared], count: Callable[[int], None]) -> bool:
    """Each value is looked at once, however often it has crossed. What objects of the student's
    are in it isn't told by the bytes of their stand-ins. count: is told of its bytes."""
    seen: dict[int, bytes] = {}
    for shared in all_shared:
        if id(shared.value) not in seen:
            wire = to_wire(shared.value, exact=True)
            encoded = messages.encode(wire)
            count(len(encoded))
            seen[id(shared.value)] = b"" if holds_object(wire) else encoded
        if seen[id(shared.value)] not in (b"", shared.wire) and not has_theirs(shared.value):
            return True
    return False
