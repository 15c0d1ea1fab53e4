"""Where the reference answers with a plain value, an object of the student's has no say.

An imported test asks `half(3).hex() == (1.5).hex()`. Where the reference returned a float and the
student an object of a class of their own, its methods, attributes and operators would be whatever
passes. So it is asked for its items, its length and its text, which it has to know, and for nothing
else: it isn't told what is expected, and can't remember that for the next test. An object that is a
plain value besides (a subclass of str) is asked for the methods that the value has.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import Any

import msgspec

from ..checks.channel import Channel
from ..checks.mismatch import describe
from ..wire import messages
from ..wire.data import Given, Held, Map, Ref, Seq, Value
from ..wire.messages import AROUND, PYTHONS, Asks, Operation, Outcome, Returned
from ..wire.names import IN_PLACE
from ..wire.values import from_wire
from ..wording.claim_words import Told
from .impostors import VERDICTS

_GIVES_ITEMS = ("iter", "next", "getitem", "reversed")
# By the names of classes, which the worker vouches for where they are Python's own.
_PLAIN = frozenset(
    ("str", "bytes", "int", "float", "complex", "list", "tuple", "dict", "set", "frozenset")
)


class Posing(Exception):
    """An object was asked what only a value may say."""


class ValuesPlaces:
    """The student's channel, for an imported test. right: what the recording asks, and the
    reference's answers; asked: the former as it was encoded."""

    def __init__(
        self,
        channel: Channel,
        asked: Sequence[msgspec.Raw],
        right: Sequence[tuple[Operation, Outcome]],
    ) -> None:
        self._channel = channel
        self._recorded = _Recorded(asked, right)
        # By their numbers, objects in the place of a value: that, or None where it is some value.
        self._posing: dict[int, tuple[Held, Value | None]] = {}
        # What is wrong with the case, and stays so whatever the test makes of it.
        self.told: Told | None = None

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        """Raises Posing instead of asking an object what it has no say in."""
        of = self._of(operation)
        if self.told is not None or (of is not None and self._has_no_say(operation, of)):
            self._refuse(of)
        sent = operation if of is None else self._as_a_value(operation, of)
        number, outcome = self._channel.run(sent)
        if of is not None and operation.do == "get" and not self._is_plain(of):
            if isinstance(outcome, Returned):  # who asks whether it has that learns that it hasn't
                self._refuse(of)
            return number, outcome
        self._remember(operation, of, number, outcome)
        return number, outcome

    def _of(self, operation: Operation) -> int | None:
        """The object in a value's place that is asked something."""
        if operation.do in ("call", "get") and operation.target in self._posing:
            return operation.target
        if operation.target not in PYTHONS:
            return None
        args = operation.args if operation.name in VERDICTS else operation.args[:1]
        among = [a.operation for a in args if isinstance(a, Ref)]
        return next((number for number in among if number in self._posing), None)

    def _has_no_say(self, operation: Operation, of: int) -> bool:
        if operation.target in PYTHONS:
            in_place = operation.name in IN_PLACE and not self._is_plain(of)
            return operation.name in VERDICTS or in_place
        return operation.do == "call" and not self._is_plain(of)

    def _is_plain(self, of: int) -> bool:
        return not _PLAIN.isdisjoint(self._posing[of][0].types)

    def _as_a_value(self, operation: Operation, of: int) -> Operation:
        """The same, asked of the plain value that the object is."""
        if not self._is_plain(of):
            return operation
        if operation.target in PYTHONS:
            if operation.name not in IN_PLACE:
                return operation
            name, args = f"__{operation.name}__", operation.args[1:]
            return msgspec.structs.replace(
                operation, do="call own", target=of, name=name, args=args
            )
        if operation.name is None or operation.keep:
            return operation
        return msgspec.structs.replace(operation, do="own" if operation.do == "get" else "call own")

    def _refuse(self, of: int | None) -> None:
        if self.told is None and of is not None:
            held, wanted = self._posing[of]
            value = from_wire(wanted, lambda _: None) if wanted is not None else None
            right = "a plain value" if wanted is None else describe(value)
            said = f"returned {describe(held)}, expected {right}"
            if describe(held) == right and isinstance(value, Collection):  # it is in itself, say
                said = f"returned {right} with other things in it than the right one"
            self.told = Told("type", said, held, value)
        raise Posing

    def _remember(
        self, operation: Operation, of: int | None, number: int, outcome: Outcome
    ) -> None:
        right = self._recorded.answer(operation, number, isinstance(outcome, Asks))
        if not isinstance(outcome, Returned) or not isinstance(outcome.value, Held):
            return
        if operation.keep:
            return
        if of is not None and operation.target in PYTHONS and operation.name in _GIVES_ITEMS:
            self._posing[number] = outcome.value, None
        elif isinstance(right, Returned) and _is_in_its_place(outcome.value, right.value):
            self._posing[number] = outcome.value, right.value


def right_answers(
    asked: Sequence[msgspec.Raw], expected: Sequence[msgspec.Raw]
) -> Callable[[Operation, int, Outcome], Outcome | None]:
    """Finds among a case's recorded questions the one that is asked, and the reference's answer."""
    answers = map(messages.outcome, expected)
    recorded = _Recorded(asked, [*zip(map(messages.operation, asked), answers, strict=False)])
    return lambda one, number, came: recorded.answer(one, number, isinstance(came, Asks))


def _is_in_its_place(held: Held, right: Value) -> bool:
    """Whether an object stands for a plain value. A list or dict of Python's own may hold objects,
    where the reference's does."""
    if isinstance(right, (Held, Ref, Given)):
        return False
    return not (_has_objects(right) and not _PLAIN.isdisjoint(held.types[:1]))


def _has_objects(value: Value) -> bool:
    match value:
        case Held() | Ref() | Given():
            return True
        case Seq():
            return any(map(_has_objects, value.items))
        case Map():
            return any(map(_has_objects, itertools.chain(*value.items)))
    return False


class _Recorded:
    """The recorded questions, as they come again: also where others come between them, as objects
    in the place of values are asked for their items."""

    def __init__(
        self, asked: Sequence[msgspec.Raw], right: Sequence[tuple[Operation, Outcome]]
    ) -> None:
        self._answers: dict[int, Outcome] = {}
        self._places: defaultdict[bytes, list[int]] = defaultdict(list)
        for place, (raw, (operation, came)) in enumerate(zip(asked, right, strict=False)):
            if operation.do == "answer" and isinstance(operation.target, int):
                # What a call comes to in the end.
                self._answers[operation.target] = came
            else:
                self._answers[place] = came
                self._places[bytes(raw)].append(place)
        self._next = 0
        self._theirs: dict[int, int] = {}

    def answer(self, operation: Operation, number: int, waits: bool) -> Outcome | None:
        """What the reference answered in the end; None where it was asked nothing such. number: of
        the operation; waits: there is more to come of it."""
        if operation.do == "answer":
            place = (
                self._theirs.get(operation.target) if isinstance(operation.target, int) else None
            )
            return None if place is None or waits else self._answers[place]
        renamed = self._renamed(operation)
        places = [] if renamed is None else self._places.get(messages.encode(renamed), [])
        place = next((p for p in places if p >= self._next), None)
        if place is None:
            return None
        self._theirs[number] = place
        self._next = place + 1
        return None if waits or operation.do in AROUND else self._answers[place]

    def _renamed(self, operation: Operation) -> Operation | None:
        """With the recording's numbers of what it is about; None where that has none."""
        try:
            target = operation.target
            return msgspec.structs.replace(
                operation,
                target=self._theirs[target] if isinstance(target, int) else target,
                args=[self._value(a) for a in operation.args],
                kwargs={name: self._value(a) for name, a in operation.kwargs.items()},
            )
        except KeyError:
            return None

    def _value(self, value: Value) -> Any:
        match value:
            case Ref():
                return Ref(self._theirs[value.operation])
            case Seq():
                return Seq(value.kind, [self._value(item) for item in value.items])
            case Map():
                return Map([(self._value(k), self._value(v)) for k, v in value.items])
        return value
