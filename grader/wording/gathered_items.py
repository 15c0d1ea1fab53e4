"""Items that a test took one by one from an iterator of the student's, and what it made of them.

A reader gets the one line of Python that does the same: `list(countdown)`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..asserts.claims import Part
from ..asserts.operands import UNSEEN
from ..wire.data import Held, Ref
from ..wire.messages import Operation, Raised, Returned
from ..wire.values import to_wire
from .answers import last_step
from .origin import Steps, alike, answer_of
from .place import Origin
from .steps_needed import is_its_own_iterator

# What a test makes of items, and a student can do as well.
_OF_ITEMS: tuple[Callable[[Any], Any], ...] = (
    list, tuple, set, frozenset, sorted, sum, max, min, any, all,
)  # fmt: skip


_LISTS = (("list",), ("tuple",))


@dataclass(frozen=True, slots=True)
class Gathered:
    """steps: with the line that does the same as their last ones in their place, numbered last."""

    steps: Steps
    value: Any

    @property
    def place(self) -> Origin:
        return Origin(len(self.steps) - 1, whole=True)


def gathered(part: Part, steps: Steps) -> Gathered | None:
    """A value that is made of all the items of one object, and of nothing else."""
    run = _last_run(steps)
    if run is None or part.value is UNSEEN:
        return None
    made, start, items = run
    name = _maker(part, items)
    if name is None:
        return None
    line = Operation("call", "builtins", name, [Ref(made)], faithful=True)
    return Gathered((*steps[:start], (line, Returned(to_wire(part.value)))), part.value)


def _last_run(steps: Steps) -> tuple[int, int, list[Any]] | None:
    """The object whose items were taken last, until there were no more; the step with which that
    began; and the items."""
    last = last_step(steps)
    asked = _next_of(steps, last)
    if asked is None or not is_end(steps[last][1]):
        return None
    start = last
    while start and _next_of(steps, start - 1) == asked:
        start -= 1
    items = [answer_of(answer) for _, answer in steps[start:last]]
    if start and is_its_own_iterator(steps, start - 1):
        start -= 1
    iterating = steps[asked][0]
    if (iterating.target, iterating.name) == ("builtins", "iter") and asked == start - 1:
        of = iterating.args[0] if iterating.args else None
        return (of.operation, asked, items) if isinstance(of, Ref) else None
    return asked, start, items


def walked_through(steps: Steps, last: int) -> int | None:
    """The operation whose list a loop came to the end of, in a comprehension say; None where the
    step is no such end, or what is asked for its items is no list."""
    asked = _next_of(steps, last)
    if asked is None or not is_end(steps[last][1]):
        return None
    iterating = steps[asked][0]
    of = iterating.args[0] if iterating.args else None
    if (iterating.target, iterating.name) != ("builtins", "iter") or not isinstance(of, Ref):
        return None
    answer = steps[of.operation][1]
    held = answer.value if isinstance(answer, Returned) else None
    return of.operation if isinstance(held, Held) and held.types[:1] in _LISTS else None


def _next_of(steps: Steps, number: int) -> int | None:
    operation = steps[number][0] if number >= 0 else None
    if operation is None or (operation.target, operation.name) != ("builtins", "next"):
        return None
    first = operation.args[0] if operation.args else None
    return first.operation if isinstance(first, Ref) else None


def is_next(steps: Steps, operation: Operation) -> bool:
    """Whether it asks an iterator for its next item, by a method of its own too."""
    if not isinstance(operation.target, int):
        return (operation.target, operation.name) == ("builtins", "next")
    method, owner = operation.name, operation.target
    got = steps[owner][0]
    if method is None and got.do == "get" and isinstance(got.target, int):
        method, owner = got.name, got.target
    answer = steps[owner][1]
    held = answer.value if isinstance(answer, Returned) else None
    is_generator = isinstance(held, Held) and held.types[:1] == ("generator",)
    return method == "__next__" or (is_generator and method == "send")


def is_end(answer: Any) -> bool:
    return isinstance(answer, Raised) and answer.error == "StopIteration"


def _maker(part: Part, items: list[Any]) -> str | None:
    """The name of Python's function that makes a value of items: the one that the test calls, or
    the value's own type."""
    called = part.node.func if isinstance(part.node, ast.Call) else None
    names = (called.id if isinstance(called, ast.Name) else "", type(part.value).__name__)
    for made in _OF_ITEMS:
        if made.__name__ in names and alike(_made(made, items), part.value):
            return made.__name__
    return None


def _made(function: Callable[[Any], Any], items: list[Any]) -> Any:
    try:
        return function(items)
    except (TypeError, ValueError):
        return UNSEEN
