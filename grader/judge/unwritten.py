"""A stub raises NotImplementedError, which is a RuntimeError and an Exception: a test that expects
one of these would pass before anything is written."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from ..wire.messages import Outcome
from ..wording.origin import Steps
from .outcomes import is_bare


def caught_unwritten(
    steps: Steps, right: Iterable[Outcome], body: Callable[..., None]
) -> int | None:
    """The step at which a stub raised, though the test went on; None where that is right: the
    reference raises it as well, or the test asks for it by its name."""
    number = next((n for n, (_, outcome) in enumerate(steps) if is_bare(outcome)), None)
    if number is None or any(map(is_bare, right)) or "NotImplementedError" in _names(body):
        return None
    return number


def _names(body: Callable[..., None]) -> set[str]:
    """The names that a test uses, and what is defined in it."""
    function: Any = body
    if isinstance(body, functools.partial):  # an imported one, which is run with its setup
        items = (given for given in body.args if isinstance(given, pytest.Function))
        function = next((item.function for item in items), None)
    return {*_names_of(getattr(function, "__code__", None))}


def _names_of(code: Any) -> Iterator[str]:
    if isinstance(code, types.CodeType):
        yield from code.co_names
        for constant in code.co_consts:
            yield from _names_of(constant)
