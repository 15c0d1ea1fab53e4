"""What is said to a student of answers and costs no points."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

_notes: list[str] = []


def note(text: str) -> None:
    """Says something to the student that costs no points."""
    if text not in _notes:
        _notes.append(text)


def take_notes() -> tuple[str, ...]:
    """The notes since the last call."""
    taken = tuple(_notes)
    _notes.clear()
    return taken


@contextmanager
def without_notes() -> Iterator[None]:
    """Inside, values are compared for the words of a report: no check of the exercise's asks it."""
    before = _notes.copy()
    try:
        yield
    finally:
        _notes[:] = before
