"""What an imported test has around a call that is shown: what it replaced, what it seeded. Lines
that say so, in Python where that does the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..plain_value import ELLIPSIS
from ..wire.data import BY_NAME, Given
from ..wire.messages import Operation
from . import value_text
from .answers import is_asked_of_the_file
from .origin import Steps, argument_of
from .steps_needed import used_by

_STREAMS = ("stdout", "stderr")  # listened to; the code prints as ever
# Calls since a seed, each of which may have drawn; after more a reader has no use for it.
_MOST_SINCE = 6
_MODULES = {"numpy.random": "np.random"}


def replaced(steps: Steps, last: int, own: bool) -> list[int]:
    """The operations that replaced what is still replaced when `last` is asked. own: also names of
    the student's file."""
    now: dict[tuple[Any, Any], int] = {}
    for number, (operation, _) in enumerate(steps[:last]):
        if operation.do == "set" and not _is_heard(operation):
            now.pop((operation.target, operation.name), None)
            if operation.args and (own or operation.target is not None):
                now[operation.target, operation.name] = number
    return [*now.values()]


def seeded(steps: Steps, last: int) -> list[int]:
    """Those that seeded chance before `last`, and the calls since, which may have drawn from it."""
    seeds = {one.target: n for n, (one, _) in enumerate(steps[:last]) if one.do == "seed"}
    known = {n for n in seeds.values() if steps[n][0].args}
    if not known:
        return []
    since = [n for n in range(min(known), last) if is_asked_of_the_file(steps[n][0])]
    return sorted(known.union(since)) if len(since) <= _MOST_SINCE else []


def lines(operation: Operation, text: Callable[[Any], str]) -> Iterator[str]:
    """Of one that replaced or seeded something. text: writes a value of the wire."""
    module = "" if operation.target in (None, "builtins") else f"{operation.target}"
    if operation.do == "seed":
        yield f"{_MODULES.get(module, module)}.seed({', '.join(map(text, operation.args))})"
        return
    name = ".".join(filter(None, (module, operation.name)))
    (wire,) = operation.args
    value = argument_of(wire)
    if isinstance(value, Given) and value.number != BY_NAME:
        if not value.source:
            yield f"# the test replaces {name} by {_thing(value)}"
            return
        if not value.source.startswith("lambda"):
            yield from value.source.splitlines()
    shown = text(wire)
    is_whole = ELLIPSIS not in shown and "\n" not in shown
    yield f"{name} = {shown}" if is_whole else f"# the test replaces {name}"


def are_only_lines(steps: Steps, around: Sequence[int]) -> bool:
    """Whether they can stand before the one line of a call: there is no other call among them, and
    none of the student's objects in them."""
    asked = [steps[number][0] for number in around]
    return all(one.do in ("set", "seed") and not [*used_by(one)] for one in asked)


def before_a_call(steps: Steps, around: Sequence[int]) -> Iterator[str]:
    """Their lines, of which no name is known to a reader."""
    for number in around:
        yield from lines(steps[number][0], lambda wire: value_text.text(argument_of(wire)))


def _thing(given: Given) -> str:
    """A function by its own text; of an object its class is known."""
    return f"an object: {given.text[1:-1]}" if given.text.startswith("<") else repr(given)


def _is_heard(operation: Operation) -> bool:
    return operation.target == "sys" and operation.name in _STREAMS
