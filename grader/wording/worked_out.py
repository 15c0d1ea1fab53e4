"""What an imported test compares is often no answer but a part of one, or made from one by the
test's own means. A student has seen neither its variables nor its helper functions."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection
from typing import Any

from ..asserts.claims import Part
from ..asserts.operands import UNSEEN
from .origin import alike
from .place import Origin


def part_of(part: Part, number: int, answer: Any) -> Origin | None:
    """Where in the answer of operation `number` a side is, if a test that names it as it does can
    only mean that place: `value, rest = f(x)`, `f(x)[0]`, `f(x)["name"]`."""
    if part.value is UNSEEN or part.fixed:
        return None
    if isinstance(part.node, ast.Subscript):
        return _at_a_key(part, number, answer)
    if not isinstance(part.node, ast.Name) or not isinstance(answer, (list, tuple)):
        return None
    found = [n for n, item in enumerate(answer) if alike(item, part.value)]
    return Origin(number, part=found[0], parts=len(answer)) if len(found) == 1 else None


def _at_a_key(part: Part, number: int, answer: Any) -> Origin | None:
    assert isinstance(part.node, ast.Subscript)
    if not any(alike(value, answer) for value in part.inner):
        return None
    key = part.node.slice
    if not isinstance(key, (ast.Constant, ast.UnaryOp)):
        return None
    try:
        place = ast.literal_eval(key)
        if not alike(answer[place], part.value):
            return None
    except (LookupError, TypeError, ValueError):  # ValueError: ~0, not x
        return None
    if isinstance(answer, (list, tuple)) and isinstance(place, int):
        return Origin(number, part=place % len(answer), parts=len(answer))
    return Origin(number, part=0, parts=1, name=f"[{place!r}]")


def is_in_the_tests_words(parts: Collection[Part], known: Collection[str]) -> bool:
    """Whether an expression has names in it that only the test knows: its variables, its helpers.
    known: names of the student's file."""
    nodes = [node for part in parts if part.node is not None for node in ast.walk(part.node)]
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return bool(names - set(known) - set(dir(builtins)))
