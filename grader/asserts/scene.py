"""One example up to the line that failed: which expression asked the student's code, and which
lines made what it uses, as a reader would write them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from ..wire.messages import MAX_TEXT, sendable
from . import claims, operands
from .operands import UNSEEN
from .spoken import is_plain, spoken

MAX_LINES = 8
_ASSIGNS = (ast.Assign, ast.AnnAssign, ast.AugAssign)


class Scene:
    """One example's function up to a line, with its names' values."""

    def __init__(
        self,
        file: str,
        function: ast.FunctionDef | None,
        line: int,
        names: dict[str, Any],
        asks: Callable[[ast.expr, dict[str, Any]], bool],
    ) -> None:
        self.file = file
        self.local: set[str] = set()
        self.names = names
        self._asks = asks
        every = list(ast.walk(function)) if function is not None else []
        self._withs = [n for n in every if isinstance(n, ast.With) and n.lineno < line]
        self._before = sorted(
            (n for n in every if isinstance(n, (*_ASSIGNS, ast.Expr)) and n.lineno < line),
            key=lambda n: n.lineno,
        )

    def asks(self, node: ast.expr) -> bool:
        return self._asks(node, self.names)

    def source(self, node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
        """The expression that asked for a value, and the part that has its value."""
        if self.asks(node):
            return node, node
        if isinstance(node, ast.Name):
            made = self._assigned(node.id)
            return (made, node) if made is not None and self.asks(made) else None
        return None

    def inside(self, node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
        """Of what an expression is worked out from, the outermost that was asked for."""
        sources = map(self.source, claims.below(node))
        return next((found for found in sources if found is not None), None)

    def error(self, node: ast.expr) -> tuple[ast.expr, BaseException] | None:
        """What raised the error that a `with … as err` before this caught, and the error."""
        roots = [_root(n) for n in ast.walk(node) if isinstance(n, ast.Attribute)]
        for statement in self._withs:
            for item in statement.items:
                bound = item.optional_vars
                if isinstance(bound, ast.Name) and bound.id in roots:
                    context = self.names.get(bound.id)
                    error = getattr(context, "exception", None) or getattr(context, "value", None)
                    asked = getattr(statement.body[-1], "value", None)
                    if isinstance(error, BaseException) and isinstance(asked, ast.expr):
                        return asked, error
        return None

    def called(self, node: ast.expr) -> str:
        """The lines that ask, with those that made what they use."""
        lines = [self._spoken(node)]
        needed = self._locals_in(node)
        for statement in reversed(self._before):
            earlier = statement.lineno < getattr(node, "lineno", statement.lineno + 1)
            if earlier and self._makes_one_of(statement, needed):
                needed |= self._locals_in(statement)
                lines.insert(0, self._spoken(statement))
        if len(lines) > MAX_LINES:
            lines = [*lines[:2], "…", *lines[3 - MAX_LINES :]]
        return sendable("\n".join(lines))[:MAX_TEXT]

    def text(self, node: ast.expr) -> str:
        return sendable(claims.on_one_line(self._spoken(node)))[:MAX_TEXT]

    def _spoken(self, node: ast.AST) -> str:
        return spoken(node, self._loaded, lambda _: False)

    def _loaded(self, node: ast.expr) -> Any:
        """What stands for a name that is read."""
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            return self.names.get(node.id, UNSEEN)
        return UNSEEN

    def _locals_in(self, node: ast.AST) -> set[str]:
        names = (n.id for n in ast.walk(node) if isinstance(n, ast.Name))
        made = self.local & {*names} - {"self"}
        return {name for name in made if not is_plain(self.names[name])}

    def _assigned(self, name: str) -> ast.expr | None:
        for statement in reversed(self._before):
            if isinstance(statement, ast.Assign) and name in _stored(statement):
                return statement.value
        return None

    def _makes_one_of(self, statement: ast.stmt, needed: set[str]) -> bool:
        if isinstance(statement, _ASSIGNS):
            return bool(needed & set(_stored(statement)))
        if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
            return False
        called = operands.called_name(statement.value)
        return not called.startswith("assert") and _root(statement.value.func) in needed


def _stored(statement: ast.stmt) -> Iterator[str]:
    return (
        n.id
        for n in ast.walk(statement)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    )


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
