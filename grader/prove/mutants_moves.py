"""Statements in the wrong place: out of a loop, into one, or before what they should follow.

Most of them are one press of the tab key too many, or too few.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from .mutants_slips import Code, heading

# A block as it might be instead, the line that it concerns, and the sentence that says so.
Moves = Iterator[tuple[list[ast.stmt], int, str]]


def moves(block: list[ast.stmt], code: Code) -> Moves:
    """Everything that might have slipped in one block of statements."""
    for n, node in enumerate(block):
        before, after = block[:n], block[n + 1 :]
        if isinstance(node, ast.For | ast.While):
            for new, line, said in _out_of(node, code):
                yield [*before, *new, *after], line, said
            yield from _into(before, node, after, code)
        elif isinstance(node, ast.With):
            said = f"`{heading(node, code)}` left out, its block stays"
            yield [*before, *node.body, *after], node.lineno, said
        if after and _matters(node, after[0]):
            said = f"`{heading(node, code)}` moved behind `{heading(after[0], code)}`"
            yield [*before, after[0], node, *after[1:]], node.lineno, said


def _out_of(loop: ast.For | ast.While, code: Code) -> Moves:
    """A loop's first statement before it; its last one behind it."""
    if len(loop.body) < 2:
        return
    first, *rest = loop.body
    others = _with_body(loop, rest)
    if _is_tied(first, others, code):
        yield [first, others], first.lineno, f"{_named(first, code)} before the loop"
    *rest, last = loop.body
    others = _with_body(loop, rest)
    if _is_tied(last, others, code) or _feeds(last, [others]):
        yield [others, last], last.lineno, f"{_named(last, code)} behind the loop"


def _into(
    before: list[ast.stmt], loop: ast.For | ast.While, after: list[ast.stmt], code: Code
) -> Moves:
    """The statement before a loop becomes its first; the one behind it becomes its last."""
    *rest, node = before or [ast.Pass()]
    if _may_move(node) and (_is_tied(node, loop, code) or _feeds(node, after)):
        inside = _with_body(loop, [node, *loop.body])
        said = f"{_named(node, code)} into the loop that follows"
        yield [*rest, inside, *after], node.lineno, said
    node, *rest = after or [ast.Pass()]
    if _may_move(node) and (_is_tied(node, loop, code) or _feeds(node, [loop])):
        inside = _with_body(loop, [*loop.body, node])
        yield [*before, inside, *rest], node.lineno, f"{_named(node, code)} into the loop above"


def _named(node: ast.stmt, code: Code) -> str:
    return f"`{heading(node, code)}` moved"


def _with_body(loop: ast.For | ast.While, body: list[ast.stmt]) -> ast.stmt:
    other = copy.copy(loop)
    other.body = body
    return other


def _may_move(node: ast.stmt) -> bool:
    """Not a loop, which is another slip, nor a docstring or what defines a function."""
    fixed = (
        ast.For,
        ast.While,
        ast.FunctionDef,
        ast.ClassDef,
        ast.Import,
        ast.ImportFrom,
        ast.Pass,
    )
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return not text and not isinstance(node, fixed)


def _is_tied(node: ast.stmt, loop: ast.stmt, code: Code) -> bool:
    """Whether it matters how often a statement runs that goes into a loop or out of it.

    An assignment that nothing in the loop interferes with would only be slower, or quicker.
    """
    reads, writes = _touched(node)
    changed = _changed(loop) - code.modules
    return not isinstance(node, ast.Assign) or bool((reads | writes) & changed)


def _feeds(node: ast.stmt, others: list[ast.stmt]) -> bool:
    """Whether other statements read what this one binds."""
    return any(_touched(node)[1] & _touched(other)[0] for other in others)


def _matters(one: ast.stmt, two: ast.stmt) -> bool:
    """Whether the second changes what the first reads or writes, or reads what it updates.

    Where it reads what the first has made, it would only miss a name.
    """
    if not _may_move(one) or not _may_move(two) or _are_apart(one, two):
        return False
    reads, writes = _touched(one)
    other_reads, other_writes = _touched(two)
    return bool((reads | writes) & other_writes or reads & writes & other_reads)


def _are_apart(one: ast.stmt, two: ast.stmt) -> bool:
    """Whether two plain assignments set names or attributes that the other has nothing of."""
    if not isinstance(one, ast.Assign | ast.AnnAssign) or not isinstance(two, type(one)):
        return False
    (sets, uses), (other_sets, other_uses) = _places(one), _places(two)
    calls = any(isinstance(part, ast.Call) for node in (one, two) for part in ast.walk(node))
    return not calls and not sets & (other_sets | other_uses) and not other_sets & uses


def _places(node: ast.stmt) -> tuple[set[str], set[str]]:
    """What an assignment sets, and what it uses for that: `self.x` is another place than `self.y`,
    and x[0] lies within x."""
    sets: set[str] = set()
    uses: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name | ast.Attribute):
            whole = isinstance(part.ctx, ast.Store)
            (sets if whole else uses).add(ast.unparse(part))
        elif isinstance(part, ast.Subscript) and isinstance(part.ctx, ast.Store):
            sets.add(ast.unparse(part.value))
    return sets, uses


def _touched(node: ast.stmt) -> tuple[set[str], set[str]]:
    """The names that a statement reads, and those that it binds or whose parts it sets."""
    reads: set[str] = set()
    writes: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            (reads if isinstance(part.ctx, ast.Load) else writes).add(part.id)
        elif isinstance(part, ast.Subscript | ast.Attribute) and isinstance(part.ctx, ast.Store):
            writes |= _names(part.value)
        if isinstance(part, ast.AugAssign):
            reads |= _names(part.target)
    return reads, writes


def _changed(node: ast.stmt) -> set[str]:
    """The names that a statement binds, or may change: by a method, or by a call for its effect."""
    changed = _touched(node)[1]
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            changed |= _names(part.func.value)
        if isinstance(part, ast.Expr) and isinstance(part.value, ast.Call):
            changed |= _names(part.value)
    return changed


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
