"""Reads a submission's source for what the exercise forbids, before any of it runs.

Runs in the worker: a source that breaks the parser breaks only the worker. What is found here has
an exact line; what is disguised from here is held at run time by runtime_rules.py.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ..wire.messages import MAX_NAMES, MAX_REPEATED
from ..wire.names import is_name
from .leftovers import HOOKS

# What is put back after each run of a program, in `terminal.py`, `leaving.py`, `leftovers.py`.
# A thread of the first's is counted once it runs, which may be after the program's end; the last
# print when they are first imported in a process.
_BELOW = {"_thread", "_thread.start_new_thread", "ctypes", "this", "__hello__"}
_PUT_BACK = {
    *(f"sys.{name}" for name in ("stdin", "stdout", "stderr", "argv", "path", *HOOKS)),
    *("os.environ", "threading.excepthook", "warnings.showwarning", "warnings.formatwarning"),
}


@dataclass(frozen=True, slots=True)
class Violation:
    line: int
    message: str


def violations(
    tree: ast.Module,
    allowed_imports: Sequence[str] | None,
    forbidden_imports: Sequence[str],
    forbidden_calls: Sequence[str],
) -> list[Violation]:
    """Everything in a module that its exercise forbids, in the order of its lines."""
    aliases = _aliases(tree)
    imports: dict[int, Violation] = {}
    for line, name in _imports(tree):
        if said := import_refused(name, allowed_imports, forbidden_imports):
            imports.setdefault(line, Violation(line, said))
    found = list(imports.values())
    for node in ast.walk(tree):
        dotted = _dotted(node, aliases)
        if (
            dotted is not None
            and dotted in forbidden_calls
            and isinstance(node, (ast.Attribute, ast.Name, ast.Call))
        ):
            found.append(Violation(node.lineno, call_refused(dotted)))
    return sorted(set(found), key=lambda v: (v.line, v.message))


def repeated(tree: ast.Module) -> dict[str, tuple[int, ...]]:
    """The functions and classes that a module defines more than once, with their lines: only the
    last of each counts. Of a name that has very many, the first."""
    lines: dict[str, list[int]] = {}
    for node in _defined(tree):
        lines.setdefault(node.name, []).append(node.lineno)
    every = ((name, found) for name, found in lines.items() if len(found) > 1)
    return {name: tuple(found[:MAX_REPEATED]) for name, found in islice(every, MAX_NAMES)}


def coroutines(tree: ast.Module) -> dict[str, int]:
    """The functions at a module's top that are `async`, with their lines."""
    every = {n.name: n.lineno for n in _defined(tree) if isinstance(n, ast.AsyncFunctionDef)}
    return dict(islice(every.items(), MAX_NAMES))


def alters_imports(tree: ast.Module) -> bool:
    """Whether a file gives another value to something in what it imports: a module's name, or a
    class's, and not its own; or works below Python's own threads and memory. What Python starts
    each program with (sys.stdout, os.environ) is no matter: that is put back."""
    aliases = _aliases(tree)
    if not _BELOW.isdisjoint(aliases.values()) or _names_tasks(tree, aliases):
        return True
    return any(
        isinstance(node, (ast.Attribute, ast.Subscript))
        and isinstance(node.ctx, (ast.Store, ast.Del))
        and _is_imported(node, aliases)
        for node in ast.walk(tree)
    ) or any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("setattr", "delattr")
        and node.args
        and _root(node.args[0]) in aliases
        for node in ast.walk(tree)
    )


def _names_tasks(tree: ast.Module, aliases: dict[str, str]) -> bool:
    """Whether it asks tasks for their names, which have the process's next number."""
    uses = any(name.partition(".")[0] == "asyncio" for name in aliases.values())
    return uses and any(
        isinstance(node, ast.Attribute) and node.attr == "get_name" for node in ast.walk(tree)
    )


def _is_imported(node: ast.AST, aliases: dict[str, str]) -> bool:
    root = _root(node)
    if root not in aliases:
        return False
    dotted = _dotted(node.value if isinstance(node, ast.Subscript) else node, aliases)
    return dotted not in _PUT_BACK


def _root(node: ast.AST) -> str:
    """The name that an expression starts from, through attributes, items and calls."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _defined(
    tree: ast.Module,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in tree.body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        if is_name(node.name) and not node.name.startswith("_"):
            yield node


# What type hints are written with does no exercise for anybody.
_OF_HINTS = ("__future__", "typing")


def import_refused(
    name: str, allowed: Sequence[str] | None, forbidden: Sequence[str]
) -> str | None:
    """Why a module may not be imported, or None where it may."""
    if any(name == f or name.startswith(f + ".") for f in forbidden):
        return f"imports {name}, which would do the exercise for you"
    if allowed is not None and name.partition(".")[0] not in (*_OF_HINTS, *allowed):
        if not allowed:
            return f"imports {name}; this exercise is done without any import"
        return f"imports {name}; this exercise allows only {', '.join(allowed)}"
    return None


def call_refused(dotted: str) -> str:
    return f"uses {dotted}, which would do the exercise for you"


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or "."
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{a.name}") for a in node.names)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, (ast.Name, ast.Attribute))
            and _last_name(node.func) in ("__import__", "import_module")
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield node.lineno, node.args[0].value


def _last_name(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


def _aliases(tree: ast.Module) -> dict[str, str]:
    """Local names and the dotted names they were imported as."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def _dotted(node: ast.AST, aliases: dict[str, str]) -> str | None:
    """The dotted name that an expression stands for, through imports and getattr."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id)
    if isinstance(node, ast.Attribute):
        # Iterative: a chain of thousands of attributes must not exhaust the stack.
        parts: list[str] = []
        inner: ast.AST = node
        while isinstance(inner, ast.Attribute):
            parts.append(inner.attr)
            inner = inner.value
        base = aliases.get(inner.id) if isinstance(inner, ast.Name) else None
        return ".".join([base, *reversed(parts)]) if base else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
        match node.args:
            case [base_node, ast.Constant(value=str(name)), *_] if not isinstance(
                base_node, ast.Call
            ):
                base = _dotted(base_node, aliases)
                return f"{base}.{name}" if base else None
    return None
