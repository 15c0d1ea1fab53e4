"""Which of a case's operations get a line of their own, and what the things that they made are
called in others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..wire.data import Held, Ref
from ..wire.messages import CALLS, Operation, Raised, Returned
from .answers import is_a_call
from .given_changes import GIVEN, Changed
from .one_value import OneValue
from .origin import Steps, argument_of
from .steps_needed import IN_PLACE, History, class_made, enters, leaves, used_by

# Their classes say nothing of what an object is for: a generator, a list, a map.
_PLAIN_MODULES = ("", "builtins", "itertools")
# Words of ours for what has no class of the file's.
_OURS = ("result", "kept", GIVEN)


class Statements:
    """Of operation `last`: arguments as History's. in_order: the operations that get a line;
    names: what those made, where others use it by name."""

    def __init__(
        self,
        steps: Steps,
        last: int,
        siblings: bool,
        first: set[int],
        ones: Sequence[OneValue],
    ) -> None:
        self._steps = steps
        self._last = last
        self._siblings = siblings
        self._first = first
        self._history = History(steps, last, siblings, first, ones)
        self._needed = self._history.needed()
        # The operations that use what an operation made, by that one.
        self._users: dict[int, list[int]] = defaultdict(list)
        for user in sorted(self._needed):
            for made in {*self._history.used(user)} if user not in self._history.changes else ():
                self._users[made].append(user)
        again = [one.places for one in ones if one.is_again_in(self._needed)]
        self.changed = Changed(steps, self._history.changes, self._needed, again)
        self.names: dict[int, str] = {}
        self._give_names()
        self.in_order = self._in_order()

    def _give_names(self) -> None:
        for number in sorted(self._needed - {self._last}):
            if self.is_caught(number):
                self.names[number] = self._first_free("error")
            elif self._needs_a_name(number):
                again = self._renames(number)
                self.names[number] = again or self.new_name(self._kind(number))

    def _in_order(self) -> list[int]:
        """The operations that get a line of their own, in order."""
        # What is used once stands where it is used: not in a block's end, which nobody writes.
        used = {n for n, users in self._users.items() if not all(map(self._leaves, users))}
        changing = {n for n in self._needed if self._history.is_changing(n) and n not in used}
        changing |= {n for n in self._needed if enters(self._steps[n][0])}
        changing |= set(self._filled()) | (self._first - used)
        changing |= {n for n in self._needed if class_made(self._steps, n)} | self.changed.lenders
        return sorted({*self.names, *changing, self._last})

    def _filled(self) -> Iterator[int]:
        """Where dictionaries were filled, as they still are in the end."""
        fills: list[int] = []
        over: set[int] = set()
        for number, (operation, _) in enumerate(self._steps[: self._last]):
            if operation.do == "fill":
                fills.append(number)
            elif operation.do == "empty":
                over.add(fills[argument_of(operation.args[0])])
        yield from (number for number in fills if number not in over)

    def is_caught(self, number: int) -> bool:
        """Whether what an operation raised is asked for something, and not only told to a block."""
        users = self._users.get(number, ())
        return isinstance(self._steps[number][1], Raised) and not all(map(self._leaves, users))

    def _renames(self, number: int) -> str:
        """The name of what `x += 1` was done with, where x is asked for nothing afterwards."""
        made = changed_in_place(self._steps[number][0])
        if made is None or self._users[made][-1] > number:
            return ""
        return self.names.get(made, "")

    def is_taken(self, name: str) -> bool:
        return name in self.names.values() or self.changed.is_called(name)

    def new_name(self, kind: str) -> str:
        snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind).lower()
        plain = (snake != kind or kind in _OURS) and snake.isidentifier()
        first = snake if plain else f"my_{snake}"
        return self._first_free(first if first.isidentifier() else "it")

    def _first_free(self, first: str) -> str:
        every = (first, *(f"{first}_{number}" for number in range(2, 99)))
        return next((name for name in every if not self.is_taken(name)), first)

    def _kind(self, number: int) -> str:
        answer = self._steps[number][1]
        held = answer.value if isinstance(answer, Returned) else None
        if isinstance(answer, Returned) and not isinstance(held, (Held, Ref)):
            return "result"
        if isinstance(held, Ref):
            return self._kind(held.operation)
        types = held.types if isinstance(held, Held) else ()
        if not types:
            old = changed_in_place(self._steps[number][0])
            return "it" if old is None else self._kind(old)
        made = self._steps[number][0]
        if types == ("object",) and made.target is None and (made.name or "")[:1].isupper():
            return made.name or ""  # kept whatever it is: a class of the file's
        if types == ("object",) and made.keep:
            return "kept"
        module, _, name = types[0].rpartition(".")
        return "result" if self._siblings and module in _PLAIN_MODULES else name

    def _needs_a_name(self, number: int) -> bool:
        """Whether what an operation made is used more than once, or changed."""
        operation = self._steps[number][0]
        if calling_back(self._steps, number) is not None:
            return True
        if operation.do not in CALLS and not operation.keep:
            return self._is_held_before(number)
        if class_made(self._steps, number):
            return False  # it has one
        if (made := changed_in_place(operation)) is not None:
            return self._steps[number][1] != Returned(Ref(made))
        users = self._users.get(number, ())
        if any(changed_in_place(self._steps[one][0]) == number for one in users):
            return True
        uses = sum(not self._leaves(one) for one in users)
        if users and number in self.changed.lenders:
            return True
        return uses > (0 if enters(operation) else 1) or (uses == 1 and self._is_overtaken(number))

    def _is_held_before(self, number: int) -> bool:
        """Whether a test took an object out of another one, which may have another there now."""
        (operation, answer), users = self._steps[number], self._users.get(number, ())
        held = isinstance(answer, Returned) and isinstance(answer.value, Held)
        if not (held and users and operation.faithful and isinstance(operation.target, int)):
            return False
        if operation.do != "get" or Returned(Ref(number)) in (a for _, a in self._steps):
            return False
        between = self._needed & {*range(number + 1, users[-1])} - {*users}
        return any(map(self._history.is_changing, between))

    def _is_overtaken(self, number: int) -> bool:
        """Whether objects may have changed between an operation that may have changed one and the
        use of what it gave: in its place there, it would come too late."""
        between = [n for n in range(number + 1, self._users[number][0]) if n in self._needed]
        if number in self._first and self._steps[number][0].faithful:
            return not self._first.isdisjoint(between)  # what is kept for all may be made here
        if not (self._history.is_changing(number) or self._steps[number][0].keep):
            return False
        return any(map(self._history.is_changing, between))

    def _leaves(self, number: int) -> bool:
        return leaves(self._steps[number][0])


def calling_back(steps: Steps, number: int) -> int | None:
    """Of an object with which the code called a function of the test's: the call of the code's
    that did it, told where it ended."""
    operation = steps[number][0]
    made = next(used_by(operation), None) if operation.target == "operator" else None
    if operation.name != "getitem" or made is None or steps[made][0].do != "waits":
        return None
    later = (n for n in range(made + 1, len(steps)) if is_a_call(steps[n][0]))
    return next(later, None)


def changed_in_place(operation: Operation) -> int | None:
    """What `x += 1` or its like was done with."""
    if operation.target != "operator" or operation.name not in IN_PLACE:
        return None
    first = argument_of(operation.args[0])
    return first.operation if isinstance(first, Ref) else None
