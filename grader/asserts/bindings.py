"""Which names of a function hold what the student's code answered, or something made of it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator


def made_of_theirs(function: ast.AST, is_theirs: Callable[[str], bool]) -> set[str]:
    """Names that a function gives to what is worked out with something of theirs, directly or by
    way of other such names. is_theirs: whether a name stands for something that can be asked."""
    bound = [(names, parts) for names, parts in map(_names, _bindings(function)) if names]
    asked = {name for _, parts in bound for name in parts if is_theirs(name)}
    found: set[str] = set()
    while more := {n for names, parts in bound if parts & (asked | found) for n in names} - found:
        found |= more
    return found


def _bindings(function: ast.AST) -> Iterator[tuple[list[ast.AST], list[ast.AST]]]:
    """What is given a name, and of what: targets and the expressions."""
    for node in ast.walk(function):
        match node:
            case ast.Assign():
                yield [*node.targets], [node.value]
            case ast.AnnAssign(value=ast.expr()) | ast.AugAssign() | ast.NamedExpr():
                yield [node.target], [node.value] if node.value else []
            case ast.For() | ast.AsyncFor():
                yield [node.target], [node.iter]
            case ast.With() | ast.AsyncWith():
                for item in node.items:
                    yield [item.optional_vars or ast.Pass()], [item.context_expr]
            case ast.Match():
                yield [case.pattern for case in node.cases], [node.subject]
            case ast.FunctionDef() | ast.AsyncFunctionDef() if node is not function:
                yield [ast.Name(node.name, ast.Store())], [*node.body]


def _names(binding: tuple[list[ast.AST], list[ast.AST]]) -> tuple[set[str], set[str]]:
    """The names that are given, and those that are used."""
    targets, values = binding
    given = {name for target in targets for n in ast.walk(target) if (name := _given(n))}
    parts = (n for value in values for n in ast.walk(value))
    return given, {n.id for n in parts if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def _given(node: ast.AST) -> str | None:
    match node:
        case ast.Name(ctx=ast.Store()):
            return node.id
        case ast.MatchAs() | ast.MatchStar():
            return node.name
        case ast.MatchMapping():
            return node.rest
    return None
