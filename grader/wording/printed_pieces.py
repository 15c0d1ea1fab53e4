"""What code prints is heard in pieces: after each call, and before it asks something of the test. A
test reads several of them as one text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..wire.messages import Returned
from .answers import is_a_call
from .origin import Steps, answer_of


@dataclass(frozen=True, slots=True)
class Together:
    """steps: with the text as what was heard in step `last`, and nothing in those before. calls:
    those that printed it."""

    steps: Steps
    last: int
    calls: tuple[int, ...]


def printed_together(values: Iterable[Any], steps: Steps) -> Together | None:
    """The pieces of which one of the values is made; None where none is made of several."""
    heard = [
        (number, text)
        for number, (operation, answer) in enumerate(steps)
        if operation.do == "heard" and operation.name is None
        if isinstance(text := answer_of(answer), str)
    ]
    for value in values if len(heard) > 1 else ():
        for end in reversed(range(2, len(heard) + 1)) if type(value) is str else ():
            if len(pieces := _pieces(value, heard[:end])) > 1:
                return _together(value, steps, pieces)
    return None


def _pieces(value: str, heard: list[tuple[int, str]]) -> list[int]:
    """The last ones, as many as make the value; none where they don't."""
    left, pieces = value, list[int]()
    for number, text in reversed(heard):
        if not left.endswith(text):
            return []
        left = left.removesuffix(text)
        pieces.insert(0, number)
        if not left:
            return pieces
    return []


def _together(value: str, steps: Steps, pieces: list[int]) -> Together:
    told, (*before, last) = [*steps], pieces
    told[last] = told[last][0], Returned(value)
    for number in before:
        told[number] = told[number][0], None
    after = (told[number][0].target for number in pieces)
    calls = (n for n in after if isinstance(n, int) and is_a_call(told[n][0]))
    return Together(tuple(told), last, tuple(calls))
