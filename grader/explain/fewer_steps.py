"""Shorter versions of what a state machine did.

Its steps are chosen while it runs, so they can't be drawn again as other cases are (shrink.py).
A run may end anywhere, and most of its steps may be left out; those that can't be without the
others then are left out where it is repeated (checks/machines.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..wire.values import Case

# As checks/programs.py and checks/machines.py draw them.
_PROGRAMS = {("made", "steps"): "steps", ("rules",): "rules"}


def fewer_steps(arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Versions of the drawn arguments with fewer steps of a state machine, the boldest first."""
    for name, value in arguments.items():
        if _field(value) == "rules":
            yield from (arguments | {name: Case(rules=kept)} for kept in _parts(value.rules))


def steps_of(arguments: dict[str, Any]) -> float:
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
