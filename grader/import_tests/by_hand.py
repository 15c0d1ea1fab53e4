"""Tests that get at the student's file otherwise than by an import statement from the top, and
what to write in place of that.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..errors import UsageError
from ..imported.install import imports

# importlib runs the file anew, as a program.
PROGRAM = (
    "A file that reads and prints as it is run is graded with: "
    "kata new exercise SET/NAME --kind program. "
    "Else name what they import by an import statement: --module NAME"
)
_PROGRAMS = "; a file that reads and prints as it is run: kata new exercise SET/NAME --kind program"
AS_LOADED = (
    "imports the file to see what it does as it is loaded, which comes before the test" + _PROGRAMS
)
# What imports, and which of its arguments says what.
_FUNCTIONS = {
    "import_module": 0, "__import__": 0, "spec_from_file_location": 0, "SourceFileLoader": 0,
    "run_path": 0, "run_module": 0,
}  # fmt: skip


def by_hand(tests: Mapping[Path, ast.Module]) -> UsageError | None:
    """What to say of the first place where a test does so; None where none does."""
    for path, tree in tests.items():
        for node, instead in _places(tree):
            written = ast.unparse(node)
            return UsageError(
                f"{path.name}, line {node.lineno}, doesn't import the student's file by name from "
                f"the top: {written}",
                f"Write in place of it: {instead}{_PROGRAMS}",
            )
    return None


def _places(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Each, with the statement that does the same."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(level=level) if level:
                names = ", ".join(ast.unparse(alias) for alias in node.names)
                yield (
                    node,
                    f"from {node.module} import {names}" if node.module else (f"import {names}"),
                )
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _FUNCTIONS:
                yield node, f"import {_module_of(node, _FUNCTIONS[name])}"


def _module_of(call: ast.Call, place: int) -> str:
    given = call.args[place] if len(call.args) > place else None
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        return Path(given.value).stem if given.value.endswith(".py") else given.value
    return "MODULE"


def looks_at_loading(test: ast.AST, module: str, solution: ast.Module) -> bool:
    """Whether a test imports the student's file itself, which reads or prints as it is loaded."""
    own = any(
        isinstance(node, (ast.Import, ast.ImportFrom)) and module in imports(node)
        for node in ast.walk(test)
    )
    return own and any(map(_reads_or_prints, solution.body))


def _reads_or_prints(node: ast.AST) -> bool:
    """Whether a statement does so where it stands."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
        return False
    match node:
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            return False
        case ast.Call(func=ast.Name(id="print" | "input")):
            return True
    return any(map(_reads_or_prints, ast.iter_child_nodes(node)))
