"""Which names in a file of tests may hold what a student's code returned. By name alone, over the
whole file: rather one too many than one too few.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator


class FromAnswers:
    """module: the student's."""

    def __init__(self, tree: ast.Module, module: str) -> None:
        self._names = set(_imported_from(tree, module))
        steps = [*_steps(tree)]
        known = -1
        while len(self._names) > known:
            known = len(self._names)
            for value, targets in steps:
                if self.feed(value):
                    self._names |= targets

    def feed(self, node: ast.AST) -> bool:
        """Whether an answer may be in it."""
        return not self._names.isdisjoint(_named(node))


def _imported_from(tree: ast.Module, module: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = (a for a in node.names if a.name.partition(".")[0] == module)
            yield from (a.asname or module for a in names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == module:
            yield from (a.asname or a.name for a in node.names)


def _steps(tree: ast.Module) -> Iterator[tuple[ast.AST, set[str]]]:
    """From where to where values go: assignments, loops, and a function's parameters and name."""
    parameters = {
        node.name: {a.arg for a in ast.walk(node.args) if isinstance(a, ast.arg)}
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value):
                yield value, {name for target in targets for name in _named(target)}
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield value, {*_named(target)}
            case (
                ast.AugAssign(target=target, value=value)
                | ast.NamedExpr(target=target, value=value)
            ):
                yield value, {*_named(target)}
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                yield value, {*_named(target)}
            case ast.FunctionDef(name=name):
                returned = (
                    n.value for n in ast.walk(node) if isinstance(n, ast.Return) and n.value
                )
                yield from ((value, {name}) for value in returned)
            case ast.Call(func=ast.Name(id=name)) if name in parameters:
                yield from ((value, parameters[name]) for value in _given(node))


def _given(call: ast.Call) -> Iterator[ast.expr]:
    yield from call.args
    yield from (keyword.value for keyword in call.keywords)


def _named(node: ast.AST) -> Iterator[str]:
    """The names in it; of `self.got` also `.got`, but not `self`, which holds everything."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and part.id != "self":
            yield part.id
        elif isinstance(part, ast.Attribute) and ast.unparse(part.value) == "self":
            yield f".{part.attr}"
