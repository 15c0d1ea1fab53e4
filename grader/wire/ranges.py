"""How many numbers the ranges in an answer stand for.

All else takes a byte on the wire for each value that it decodes to. A range takes a few for any
number of numbers, and whoever looks at it as at a list writes them all out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

import msgspec

from . import messages
from .data import Seq

_RANGE = "builtins.range"
_NAMED = re.compile(re.escape(_RANGE.encode()))


def in_ranges(answers: Iterable[msgspec.Raw]) -> int:
    """In outcomes as they came; nothing is decoded where none is named."""
    return sum(_of_one(raw) for raw in answers if _NAMED.search(memoryview(raw)))


def _of_one(raw: msgspec.Raw) -> int:
    found = 0
    try:
        waiting: list[Any] = [messages.outcome(raw)]
    except messages.WireError:
        return 0  # whoever reads it says so
    while waiting:
        part = waiting.pop()
        if isinstance(part, Seq) and part.kind == _RANGE:
            found += _length(part)
        elif isinstance(part, msgspec.Struct):
            waiting += msgspec.structs.astuple(part)
        elif isinstance(part, (list, tuple)):
            waiting += part
        elif isinstance(part, dict):
            waiting += part.values()
    return found


def _length(part: Seq) -> int:
    from .values import from_wire

    try:
        return len(from_wire(part))
    except OverflowError:
        return sys.maxsize
    except messages.WireError:
        return 0
