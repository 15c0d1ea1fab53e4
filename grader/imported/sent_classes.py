"""Classes of a test's own that the student's code must have: those derived from a class of theirs,
and exceptions. Their source goes over, with what it uses of what is around it.

What such a class uses crosses as an argument does, and what Python brings along is imported there.
"""

from __future__ import annotations

import ast
import builtins
import linecache
import sys
import types
from dataclasses import dataclass
from typing import Any

from .callbacks import from_outside

_NOTHING = object()
# The module that such a class says it is in: dataclasses look it up.
_HEAD = "__name__ = '__main__'\n"


@dataclass(frozen=True)
class Source:
    """A class's text, with the imports that it needs. uses: by name, what crosses with it."""

    name: str
    text: str
    uses: dict[str, Any]


def source_in(frame: types.FrameType, name: str) -> Source | None:
    """Of the class whose statement a frame is at; None where its text isn't found, or a decorator
    would be given what stands for it here."""
    tree = _tree(frame.f_code.co_filename)
    line = frame.f_lineno
    nodes = [node for node in _named(tree, name) if node.lineno <= line <= _last(node)]
    if not nodes or nodes[-1].decorator_list:
        return None
    return _source(nodes[-1], {**frame.f_globals, **frame.f_locals})


def source_of(kind: type, module: types.ModuleType | None) -> Source | None:
    """Of a class of a module; None where its text isn't found, or there are two."""
    nodes = _named(_tree(str(getattr(module, "__file__", ""))), kind.__name__)
    return _source(nodes[0], vars(module)) if module is not None and len(nodes) == 1 else None


def _tree(file: str) -> ast.Module:
    try:
        return ast.parse("".join(linecache.getlines(file)))
    except SyntaxError:
        return ast.Module([], [])


def _named(tree: ast.Module, name: str) -> list[ast.ClassDef]:
    return [n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == name]


def _last(node: ast.ClassDef) -> int:
    return node.end_lineno or node.lineno


def _source(node: ast.ClassDef, around: dict[str, Any]) -> Source:
    outside = from_outside([*ast.walk(node)]) - {node.name}
    used = {name for name in outside if name in around}
    imports = {name: found for name in used if (found := _import(name, around[name]))}
    rest = sorted(used - imports.keys())
    lines = [_HEAD, *(imports[name] for name in sorted(imports)), ast.unparse(node)]
    uses = {name: around[name] for name in rest if not _is_pythons(name, around[name])}
    return Source(node.name, "\n".join(lines), uses)


def _is_pythons(name: str, value: Any) -> bool:
    return getattr(builtins, name, _NOTHING) is value


def _import(name: str, value: Any) -> str | None:
    """The statement that brings a module of Python's own, or something of one."""
    if isinstance(value, types.ModuleType):
        return f"import {value.__name__} as {name}" if _is_standard(value.__name__) else None
    if not issubclass(type(value), (type, types.FunctionType, types.BuiltinFunctionType)):
        return None  # a stand-in is asked nothing
    module, of = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not isinstance(module, str) or not isinstance(of, str) or not _is_standard(module):
        return None
    found = getattr(sys.modules.get(module), of, None)
    return f"from {module} import {of} as {name}" if found is value else None


def _is_standard(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names and module != "builtins"
