"""An object that stayed in the worker, as the operations that made it what it is.

A student has never seen the names under which operations are kept; they know `nn.Conv2d(1, 2, 3)`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..checks.as_array import numeric_array
from ..wire.data import Ref
from ..wire.messages import CALLS, Operation
from ..wording import value_text
from ..wording.call_text import letters
from ..wording.origin import Steps, argument_of, root


@dataclass(slots=True)
class Told:
    """text: how the object came to be, a line for each operation. values: the arrays in it that
    are too large for a line, by the names that the text gives them."""

    text: str
    values: dict[str, Any] = field(default_factory=dict)


def told(steps: Steps, made: int, before: int, name: str, taken: set[str]) -> Told:
    """The object that operation number `made` returned, as `name`, up to operation `before`.

    taken: names that its values must not be given.
    """
    story = _Story(steps, made, name, taken)
    lines = [story.operation(made)]
    lines += map(story.operation, _changes(steps, made, made + 1, before))
    return Told("\n".join(lines), story.values)


def as_left(steps: Steps, calls: Sequence[Mapping[str, Any]], since: int, before: int) -> set[str]:
    """The names of the objects that all calls, told by their arguments, were given, and that none
    of these operations may have changed."""
    objects = ({n: a.operation for n, a in c.items() if isinstance(a, Ref)}.items() for c in calls)
    same = set.intersection(*map(set, objects))
    return {name for name, made in same if not _changes(steps, made, since, before)}


def _changes(steps: Steps, made: int, since: int, before: int) -> list[int]:
    """Which of these operations may have changed the object."""
    between = range(since, before)
    return [n for n in between if steps[n][0].do in CALLS and _may_change(steps, n, made)]


def path(steps: Steps, number: int, name: str) -> str:
    """What operation `number` asked for, starting from an object called `name`: conv.weight."""
    operation = steps[number][0]
    if not isinstance(operation.target, int):
        return name
    owner = path(steps, operation.target, name)
    return f"{owner}.{operation.name}" if operation.name is not None else owner


def _may_change(steps: Steps, number: int, made: int) -> bool:
    """Whether a call is one of the object's own, or of something that hangs from it; sets an
    attribute there; or is given the object, and no other."""
    operation = steps[number][0]
    if _sets_attribute(operation):
        owner = argument_of(operation.args[0])
        return isinstance(owner, Ref) and root(steps, owner.operation) == made
    if operation.target is None:
        given = map(argument_of, (*operation.args, *operation.kwargs.values()))
        roots = {root(steps, one.operation) for one in given if isinstance(one, Ref)}
        return roots == {made}
    return isinstance(operation.target, int) and root(steps, number) == made


def _sets_attribute(operation: Operation) -> bool:
    return (operation.target, operation.name, len(operation.args)) == ("builtins", "setattr", 3)


class _Story:
    def __init__(self, steps: Steps, made: int, name: str, taken: set[str]) -> None:
        self._steps = steps
        self._made = made
        self._name = name
        self._taken = taken | {name}
        self.values: dict[str, Any] = {}

    def operation(self, number: int) -> str:
        operation = self._steps[number][0]
        if _sets_attribute(operation):
            owner, name, value = map(argument_of, operation.args)
            return f"{self._value(owner)}.{name} = {self._value(value, name)}"
        parts = [self._value(argument_of(wire)) for wire in operation.args]
        for key, wire in operation.kwargs.items():
            parts.append(f"{key}={self._value(argument_of(wire), key)}")
        return f"{self._function(operation)}({', '.join(parts)})"

    def _function(self, operation: Operation) -> str:
        name = operation.name or ""
        if operation.target in (None, "builtins"):
            return name
        if isinstance(operation.target, str):
            return f"{operation.target.rpartition('.')[2]}.{name}"
        owner = path(self._steps, operation.target, self._name)
        return f"{owner}.{name}" if name else owner

    def _value(self, value: Any, name: str = "") -> str:
        if isinstance(value, Ref):
            return path(self._steps, value.operation, self._name)
        if isinstance(value, dict):
            items = (f"{k!r}: {self._value(v, str(k))}" for k, v in value.items())
            return f"{{{', '.join(items)}}}"
        plain = isinstance(value, (list, tuple, bool, int, float, str))
        if plain or numeric_array(value) is None:
            return value_text.text(value)
        return self._named(value, name)

    def _named(self, value: Any, name: str) -> str:
        chosen = next(one for one in letters(name) if one not in self._taken)
        self._taken.add(chosen)
        self.values[chosen] = value
        return chosen
