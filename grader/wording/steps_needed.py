"""Which of a case's operations say how the last one's objects came to be what they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from ..wire.data import Held, Ref
from ..wire.messages import CALLS, PYTHONS, Operation, Outcome, Returned
from ..wire.names import BINARY
from .given_changes import changed_arguments
from .one_value import OneValue
from .origin import Steps, argument_of, maker, root

# Functions of builtins and operator that change what they are given.
_CHANGING = ("setattr", "delattr", "setitem", "delitem", "next")
# Operators that make a new object, or should.
_MAKING = (*BINARY, "neg", "pos", "invert", "abs", "round")
IN_PLACE = {
    "iadd": "+=", "isub": "-=", "imul": "*=", "itruediv": "/=", "ifloordiv": "//=",
    "imod": "%=", "ipow": "**=", "iand": "&=", "ior": "|=", "ixor": "^=", "imatmul": "@=",
    "ilshift": "<<=", "irshift": ">>=",
}  # fmt: skip


class History:
    """What was done before operation `last`. siblings: what others that the same function made went
    through meanwhile counts, too; first: operations that count in any case; ones: values that
    several of them were given."""

    def __init__(
        self,
        steps: Steps,
        last: int,
        siblings: bool,
        first: set[int],
        ones: Sequence[OneValue] = (),
    ) -> None:
        self._steps = steps
        self._ones = ones
        self._last = last
        self._siblings = siblings
        self._first = first
        self._used = [[*used_by(operation)] for operation, _ in steps[: last + 1]]
        self.changes = changed_arguments([operation for operation, _ in steps[: last + 1]])
        for number, places in self.changes.items():
            self._used[number] += [lender for lender, _ in places]
        self._roots: list[set[int]] = []
        for number in range(last + 1):
            self._roots.append(self._roots_of(number))
        self._changing = [self._may_change(number) for number in range(last + 1)]

    def used(self, number: int) -> list[int]:
        """The operations whose results an operation uses."""
        return self._used[number]

    def is_changing(self, number: int) -> bool:
        """Whether an operation may change an object."""
        return self._changing[number]

    def needed(self) -> set[int]:
        """The operations that say how the last one's objects came to be."""
        needed = {self._last, *self._first}
        open_, seen = [*needed], set[int]()
        while open_:
            number = open_.pop()
            used = {n for n in self._used[number] if 0 <= n < number}
            given = (one for one in self._ones if one.is_given_to(number))
            used |= {n for one in given for n in one.changed_before(number)}
            made = self._family(self._roots[number]) - seen
            if self._holds_others(number):
                made.add(number)
            seen |= made
            if made:
                later = filter(self.is_changing, range(min(made) + 1, self._last))
                used |= {n for n in later if any(one < n for one in made & self._roots[n])}
            open_ += used - needed
            needed |= used
        return needed

    def _holds_others(self, number: int) -> bool:
        """Whether an operation made an object out of others: what is done to it may reach those."""
        operation, answer = self._steps[number]
        held = isinstance(answer, Returned) and isinstance(answer.value, Held)
        return (
            held
            and operation.target is None
            and bool(self._roots[number])
            and operation.do in CALLS
        )

    def _family(self, made: set[int]) -> set[int]:
        """The objects, and where asked those of the same functions that were used meanwhile."""
        if not self._siblings or not made:
            return made
        makers = {self._steps[n][0].name for n in made}
        meanwhile = filter(self.is_changing, range(min(made) + 1, self._last))
        used = {one for number in meanwhile for one in self._roots[number]}
        asked = ((n, self._steps[n][0]) for n in used)
        return made | {n for n, one in asked if one.target is None and one.name in makers}

    def _roots_of(self, number: int) -> set[int]:
        used = (n for n in self._used[number] if 0 <= n < number)
        roots = {root(self._steps, n) for n in used}
        # What a library made of an object may lead back to it: loss.backward() to a layer.
        kept = (n for n in roots if self._steps[n][0].keep and self._steps[n][0].target is not None)
        return roots.union(*(self._roots[n] for n in kept))

    def _may_change(self, number: int) -> bool:
        operation = self._steps[number][0]
        if operation.do in ("alter", "change") or begins_a_walk(*self._steps[number]):
            return True
        used = [n for n in self._used[number] if not class_made(self._steps, n)]
        if operation.do not in CALLS or not used:
            return False
        if operation.target in PYTHONS:
            name = operation.name or ""
            changing = (
                name in _CHANGING or name in IN_PLACE or self._may_change_what_is_read(number)
            )
            if is_its_own_iterator(self._steps, number):
                return False
            return changing or self._returned_itself(number)
        return True

    def _may_change_what_is_read(self, number: int) -> bool:
        """Whether an operator such as + was used on an object that is looked at afterwards: it may
        have changed that, in place of making a new one."""
        name = (self._steps[number][0].name or "").rstrip("_")
        last = self._steps[self._last][0]
        read = last.do in ("items", "get") or (last.target in PYTHONS and last.name not in _MAKING)
        return read and name in _MAKING and not {*self._used[number]}.isdisjoint(self._used[-1])

    def _returned_itself(self, number: int) -> bool:
        """Whether an operator gave back the very object that it was used on."""
        answer = self._steps[number][1]
        value = answer.value if isinstance(answer, Returned) else None
        return isinstance(value, Ref) and value.operation in self._used[number]


def handed_back(steps: Steps, last: int) -> Steps:
    """With the call that gave back an object of before in that object's place from then on: a test
    goes on with what the call returned. Twice in one operation, the other is what it is compared
    with."""
    by: dict[int, int] = {}
    told = [*steps]
    for number, (operation, answer) in enumerate(steps[: last + 1]):
        told[number] = _instead(operation, by), answer
        value = answer.value if isinstance(answer, Returned) else None
        if operation.do not in CALLS or not isinstance(value, Ref) or value.operation < 0:
            continue
        roots = {root(told, n) for n in used_by(told[number][0]) if 0 <= n < number}
        # Which of several a function gave back is its answer; of one, the test may hold it anyway.
        chosen = operation.target is None and len(roots) > 1
        chosen |= enters(operation) and not operation.faithful  # `as` gives it a name
        if chosen or value.operation not in roots:
            by[value.operation] = number
    return told


def _instead(operation: Operation, by: Mapping[int, int]) -> Operation:
    if leaves(operation) and not operation.faithful:
        return operation  # the block that it ends
    if isinstance(operation.target, int) and operation.target in by:
        return msgspec.structs.replace(operation, target=by[operation.target])
    for place, value in enumerate(operation.args):
        if isinstance(value, Ref) and value.operation in by:
            args = [*operation.args]
            args[place] = Ref(by[value.operation])
            return msgspec.structs.replace(operation, args=args)
    return operation


def is_its_own_iterator(steps: Steps, number: int) -> bool:
    """Whether an object was asked for its iterator, as a loop does, and is that itself: nobody
    wrote that."""
    operation, answer = steps[number]
    value = answer.value if isinstance(answer, Returned) else None
    asked = (operation.target, operation.name) == ("builtins", "iter")
    return asked and isinstance(value, Ref) and value.operation in used_by(operation)


def begins_a_walk(operation: Operation, answer: Outcome | None) -> bool:
    """Whether a loop asked for the items of an object that is its own iterator: those it is asked
    for one by one, and its `__iter__` may begin anew. Or for those that are left."""
    held = isinstance(answer, Returned) and isinstance(answer.value, Held)
    return operation.do == "items" and (held or bool(operation.args))


def enters(operation: Operation) -> bool:
    """Whether a `with` block begins."""
    return operation.do in CALLS and operation.name == "__enter__"


def leaves(operation: Operation) -> bool:
    return operation.do in CALLS and operation.name == "__exit__"


def used_by(operation: Operation) -> Iterator[int]:
    """The operations whose results an operation uses."""
    if isinstance(operation.target, int):
        yield operation.target
    for wire in (*operation.args, *operation.kwargs.values()):
        yield from refs(argument_of(wire))


def refs(value: Any) -> Iterator[int]:
    if isinstance(value, Ref):
        yield value.operation
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from refs(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from refs(key)
            yield from refs(item)


def class_made(steps: Steps, number: int) -> list[str]:
    """The lines of a class that a test has made over there, where an operation takes it from the
    dictionary that it was just made in; none for another one."""
    operation = steps[number][0]
    if (operation.target, operation.name) != ("operator", "getitem") or number < 1:
        return []
    made = steps[number - 1][0]
    if (made.target, made.name) != ("builtins", "exec") or made.args[1:] != operation.args[:1]:
        return []
    lines = str(argument_of(made.args[0])).splitlines()
    first = next((n for n, line in enumerate(lines) if line.startswith(("class ", "@"))), 0)
    return [line for line in lines[first:] if line]


def has_refs(value: Any) -> bool:
    return next(refs(value), None) is not None


def is_told_by_lines(steps: Steps, number: int) -> bool:
    """Whether a call is given what only lines of Python tell: objects in a list, a class of the
    test's, an object of one, or what an object has."""
    wires = (*steps[number][0].args, *steps[number][0].kwargs.values())
    for value in map(argument_of, wires):
        if not isinstance(value, Ref) and has_refs(value):
            return True
        if isinstance(value, Ref):
            made = steps[value.operation][0]
            of = made.target
            if isinstance(of, int) and made.do == "get":
                return True
            # An item of an answer; of what a check holds, the value itself is given.
            of_answer = steps[maker(steps, value.operation)][0].target is None
            if (of, made.name) == ("operator", "getitem") and of_answer:
                return True
            if class_made(steps, of if isinstance(of, int) else value.operation):
                return True
    return False
