"""Where a wrong value came from, as data. origin.py finds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """call: the number of the call that is to be shown; None where none was made.

    whole: the value is all of that call's answer. part: its number in the answer, of `parts`.
    asked: the number of the later operation whose answer it is. None of them: it was worked out.
    """

    call: int | None
    whole: bool = False
    part: int | None = None
    parts: int = 0
    asked: int | None = None
    name: str = ""  # of the part, where it has one
    given: bool = False  # whether it was an argument, which is looked at after the call
