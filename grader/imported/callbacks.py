"""A test's own function that can be called where the student's code is: its source goes there.

Only one that is nothing but its source: it uses its arguments and Python's builtins, and neither
the test's variables nor its helpers, which the student's process must never have. Called with an
object of the student's, it is asked here, as any other function is.
"""

from __future__ import annotations

import ast
import builtins
import linecache
from types import CodeType, FunctionType

_KINDS: dict[str, type[ast.FunctionDef | ast.Lambda | ast.GeneratorExp]] = {
    "<lambda>": ast.Lambda,
    "<genexpr>": ast.GeneratorExp,
}


def source_for(function: object) -> str:
    """The function's text; empty where it can't do there what it does here."""
    if type(function) is not FunctionType or function.__defaults__ or function.__kwdefaults__:
        return ""
    if function.__code__.co_freevars or function.__dict__:
        return ""
    node = written(function.__code__)
    if node is None or getattr(node, "decorator_list", None) or not _stands_alone(node):
        return ""
    return ast.unparse(node)


def written(code: CodeType) -> ast.FunctionDef | ast.Lambda | ast.GeneratorExp | None:
    """The one `def`, `lambda` or generator expression on the line where code of its kind begins;
    None where there are two."""
    try:
        tree = ast.parse("".join(linecache.getlines(code.co_filename)))
    except SyntaxError:
        return None
    kind = _KINDS.get(code.co_name, ast.FunctionDef)
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, kind) and node.lineno == code.co_firstlineno
    ]
    return found[0] if len(found) == 1 else None


def _stands_alone(node: ast.AST) -> bool:
    """Whether a function uses no name but its own and Python's, and changes nothing around it."""
    inside = list(ast.walk(node))
    if any(isinstance(n, (ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom)) for n in inside):
        return False
    return not from_outside(inside) - set(dir(builtins))


def from_outside(inside: list[ast.AST]) -> set[str]:
    """The names that code uses and doesn't itself give a value to."""
    own = {n.arg for n in inside if isinstance(n, ast.arg)}
    own |= {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)} - own
