"""An expression of a test's in words that its reader knows: values in place of what only the test
calls by a name.
"""

from __future__ import annotations

import ast
import copy
import math
from collections.abc import Callable
from typing import Any

from .operands import UNSEEN

# A value of so few characters stands in a sentence in place of its name.
MAX_PLAIN = 30


def spoken(
    node: ast.AST,
    value: Callable[[ast.expr], Any],
    is_module: Callable[[Any], bool],
    instead: Callable[[ast.expr], Any] = lambda _: UNSEEN,
) -> str:
    """Code as a reader would write it. value: what a part of it has, or UNSEEN; is_module: whether
    that is a module whose name goes without saying; instead: a plain value that stands in place of
    a part, or UNSEEN."""
    return ast.unparse(_Spoken(value, is_module, instead).visit(copy.deepcopy(node)))


class _Spoken(ast.NodeTransformer):
    """Puts values in place of names that stand for a number or a short text."""

    def __init__(
        self,
        value: Callable[[ast.expr], Any],
        is_module: Callable[[Any], bool],
        instead: Callable[[ast.expr], Any],
    ) -> None:
        self._value = value
        self._is_module = is_module
        self._instead = instead

    def visit(self, node: ast.AST) -> Any:
        known = self._instead(node) if isinstance(node, ast.expr) else UNSEEN
        if known is UNSEEN:
            return super().visit(node)
        return ast.parse(repr(known), mode="eval").body

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if self._is_module(self._value(node.value)):
            return ast.Name(node.attr, ast.Load())
        # What a fixture or setUp made is known to a reader by its name alone.
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            return self._plain(node) or ast.Name(node.attr, node.ctx)
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """student.constant("LIMIT") is LIMIT."""
        match node:
            case ast.Call(ast.Attribute(of, "constant"), [ast.Constant(str(name))], []) if (
                self._is_module(self._value(of))
            ):
                return ast.Name(name, ast.Load())
        self.generic_visit(node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._plain(node) or node

    def _plain(self, node: ast.expr) -> ast.expr | None:
        value = self._value(node)
        return ast.Constant(value) if is_plain(value) else None


def is_plain(value: Any) -> bool:
    """Whether a value is one that a sentence can have in it."""
    if value is None or type(value) in (bool, int, float, str):
        return len(repr(value)) <= MAX_PLAIN
    return False


def as_plain(value: Any) -> Any:
    """A value as one that a sentence can have in it, NumPy's numbers as Python's; UNSEEN where it
    is none."""
    plain = _plain(value)
    return plain if plain is not UNSEEN and len(repr(plain)) <= MAX_PLAIN else UNSEEN


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind.__module__ == "numpy" and hasattr(kind, "item") and value.ndim == 0:
        return _plain(value.item())
    if value is None or kind in (bool, int, str):
        return value
    if kind is float:
        return value if math.isfinite(value) else UNSEEN
    if kind not in (list, tuple, set, dict) or len(value) > MAX_PLAIN:
        return UNSEEN
    parts = [_plain(part) for part in (value.items() if kind is dict else value)]
    return UNSEEN if any(part is UNSEEN for part in parts) else kind(parts)
