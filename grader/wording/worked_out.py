"""What an imported test compares is often no answer but a part of one, or made from one by the
test's own means. A student has seen neither its variables nor its helper functions."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection
from typing import Any

from ..asserts.claims import Part
from ..asserts.operands import UNSEEN
from ..wire.kinds import Row
from ..wire.yielded import as_listed
from .origin import alike
from .place import Origin


def part_of(part: Part, number: int, answer: Any) -> Origin | None:
    """Where in the answer of operation `number` a side is, if a test that names it as it does can
    only mean that place: `value, rest = f(x)`, `f(x)[0]`, `f(x)["name"]`."""
    if part.value is UNSEEN or part.fixed:
        return None
    if isinstance(part.node, ast.Subscript):
        return _at_a_key(part, number, answer)
    answer = as_listed(answer)
    if not isinstance(part.node, ast.Name) or not isinstance(answer, (list, tuple)):
        return None
    found = [n for n, item in enumerate(answer) if alike(item, part.value)]
    if len(found) != 1:
        return None
    printed = isinstance(answer, Row) and answer._name == "Heard"
    name = ("what was printed on stdout", "what was printed on stderr")[found[0]] if printed else ""
    return Origin(number, part=found[0], parts=len(answer), name=name)


def _as_told(part: Part) -> ast.AST:
    """A side with values in place of names that stand for one."""
    try:
        return ast.parse(part.text)
    except SyntaxError:  # it was cut
        return part.node or ast.Module([], [])


def _at_a_key(part: Part, number: int, answer: Any) -> Origin | None:
    assert isinstance(part.node, ast.Subscript)
    if not any(alike(value, answer) for value in part.inner):
        return None
    keys, found = _keys(part.node), answer
    try:
        for key in keys or ():
            found = found[key]
    except (LookupError, TypeError):
        return None
    if not keys or not alike(found, part.value):
        return None
    place, *more = keys
    if isinstance(answer, (list, tuple)) and isinstance(place, int):
        if more:
            inside = "".join(f"[{key!r}]" for key in more)
            row = isinstance(answer[place], dict) and len(more) == 1
            name = f"row {place}, {more[0]!r}" if row else f"[{place}]{inside}"
            return Origin(number, part=0, parts=1, name=name)
        return Origin(number, part=place % len(answer), parts=len(answer))
    return Origin(number, part=0, parts=1, name="".join(f"[{key!r}]" for key in keys))


def _keys(node: ast.Subscript) -> list[Any] | None:
    """What a side is looked up with, the outermost first; None where one is no plain value."""
    try:
        key = ast.literal_eval(node.slice)
    except ValueError:  # ~0, not x, a slice
        return None
    if not isinstance(node.value, ast.Subscript):
        return [key]
    outer = _keys(node.value)
    return None if outer is None else [*outer, key]


def is_in_the_tests_words(parts: Collection[Part], known: Collection[str]) -> bool:
    """Whether an expression has names in it that only the test knows: its variables, its helpers.
    known: names of the student's file."""
    nodes = [node for part in parts for node in ast.walk(_as_told(part))]
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return bool(names - set(known) - set(dir(builtins)))
