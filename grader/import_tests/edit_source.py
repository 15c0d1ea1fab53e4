"""Takes tests out of a file by their lines, and leaves every other byte as it is."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

Test = ast.FunctionDef | ast.AsyncFunctionDef


def first_line(node: ast.stmt) -> int:
    """Where a definition starts, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(d.lineno for d in decorators)])


def test_at(tree: ast.Module, line: int) -> Test | None:
    """The function or method that a line belongs to: the outermost one that pytest would see."""
    return next((f for f in functions(tree) if first_line(f) <= line <= (f.end_lineno or 0)), None)


def functions(tree: ast.Module | ast.ClassDef | ast.If | ast.Try | ast.With) -> Iterator[Test]:
    """Functions and methods, without those inside functions."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
        elif isinstance(node, (ast.ClassDef, ast.If, ast.Try, ast.With)):
            yield from functions(node)


def statement_at(tree: ast.Module, line: int) -> ast.stmt | None:
    """The test, or else the statement at the top level, that a line belongs to."""
    test = test_at(tree, line)
    if test is not None:
        return test
    for node in tree.body:
        if first_line(node) <= line <= (node.end_lineno or 0):
            return _in_class(node, line) if isinstance(node, ast.ClassDef) else node
    return None


def _in_class(node: ast.ClassDef, line: int) -> ast.stmt:
    inner = (n for n in node.body if first_line(n) <= line <= (n.end_lineno or 0))
    return next(inner, node)


def blanked(text: str, nodes: Iterable[ast.stmt]) -> str:
    """The text with a `pass` in place of each node, and every other line where it was."""
    lines = text.splitlines(keepends=True)
    for node in nodes:
        start, end = first_line(node) - 1, node.end_lineno or node.lineno
        lines[start:end] = [" " * node.col_offset + "pass\n", *["\n"] * (end - start - 1)]
    return "".join(lines)


def without(text: str, nodes: Iterable[ast.stmt]) -> str:
    """The text without nodes; a class that is left with nothing but its docstring goes too."""
    tree = ast.parse(text)
    gone = {(node.lineno, node.col_offset) for node in nodes}
    lines: list[str | None] = list(text.splitlines(keepends=True))
    for node in _smallest(tree.body, gone):
        start, end = first_line(node) - 1, node.end_lineno or node.lineno
        while end < len(lines) and not (lines[end] or "x").strip():
            end += 1
        lines[start:end] = [None] * (end - start)
    return "".join(line for line in lines if line is not None).rstrip() + "\n"


def _smallest(body: Iterable[ast.stmt], gone: set[tuple[int, int]]) -> Iterator[ast.stmt]:
    for node in body:
        if (node.lineno, node.col_offset) in gone:
            yield node
        elif isinstance(node, ast.ClassDef):
            inner = list(_smallest(node.body, gone))
            yield from [node] if inner and not _left(node, inner) else inner
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            inner = list(_smallest(node.body, gone))
            yield from [node] if len(inner) == len(node.body) else inner


def _left(node: ast.ClassDef, gone: list[ast.stmt]) -> bool:
    """Whether anything but docstrings and plumbing stays in a class."""
    stays = [n for n in node.body if n not in gone]
    return any(not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)) for n in stays)


def source_of(text: str, node: ast.stmt) -> str:
    """A node's own lines, decorators included, moved to the left edge."""
    lines = text.splitlines()[first_line(node) - 1 : node.end_lineno]
    return "\n".join(_outdented(line, node.col_offset) for line in lines)


def _outdented(line: str, by: int) -> str:
    return line[by:] if not line[:by].strip() else line
