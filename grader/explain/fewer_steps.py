"""Shorter versions of a program: an object's steps, or what a state machine did.

A program may end anywhere, and most of its steps may be left out; those that can't be without the
others then are left out where it is repeated (checks/machines.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..wire.values import Case
from .input_ranges import Arguments

# As checks/programs.py and checks/machines.py draw them.
_PROGRAMS = {("made", "steps"): "steps", ("rules",): "rules"}


def fewer_steps(arguments: Arguments) -> Iterator[Arguments]:
    """Versions of the drawn arguments with fewer steps, the boldest first."""
    for name, value in arguments.items():
        field = _field(value)
        if field is None:
            continue
        for kept in _parts(value[field]):
            fields = {key: value[key] for key in tuple(value.keys())} | {field: kept}
            yield arguments | {name: Case(**fields)}


def steps_of(arguments: Arguments) -> float:
    """How many steps the programs among drawn arguments have."""
    programs = ((value, _field(value)) for value in arguments.values())
    return float(sum(len(value[field]) for value, field in programs if field is not None))


def _field(value: Any) -> str | None:
    return _PROGRAMS.get(tuple(value.keys())) if isinstance(value, Case) else None


def _parts(steps: list[Any]) -> Iterator[list[Any]]:
    """Without its end, without a stretch of its middle, without one step."""
    length = len(steps) // 2
    while length > 1:
        yield steps[:-length]
        for start in range(0, len(steps) - length, length):
            yield [*steps[:start], *steps[start + length :]]
        length //= 2
    for number in reversed(range(len(steps))):
        yield [*steps[:number], *steps[number + 1 :]]
