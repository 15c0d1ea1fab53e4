"""A stub for students: the instructor's, or one of the solution's signatures and docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ..imported.install import imports
from .find_files import does_nothing

_RAISE = "raise NotImplementedError"
_DECORATED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# Python calls these while a class is made: the stub could not be loaded if they raised.
_AT_LOADING = ("__set_name__", "__init_subclass__", "__class_getitem__")
# And these of a metaclass, whose stub leaves them to `type`.
_METACLASSES = ("type", "ABCMeta", "EnumMeta", "EnumType")
_MAKE_A_CLASS = ("__new__", "__init__", "__prepare__")


def filled(stub: str) -> str:
    """The stub with NotImplementedError in place of bodies that are `pass`, `...` or nothing: one
    that returns None would pass every test that expects None. What is called while the stub is
    loaded stays as it is."""
    lines = stub.splitlines(keepends=True)
    tree = ast.parse(stub)
    decorate = {*map(_root, _decorators(tree))}
    empty = [
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and does_nothing(node)
        and node.name not in _AT_LOADING
        and not (node in tree.body and node.name in decorate)
        and not any(isinstance(part, ast.Raise) for part in node.body)
    ]
    for node in sorted(empty, key=lambda n: n.lineno, reverse=True):
        last = node.body[-1]
        text = isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant)
        docstring = text and isinstance(getattr(last.value, "value", None), str)  # type: ignore[attr-defined]  # text says that it is an Expr
        if docstring:
            at = last.end_lineno or last.lineno
            if not lines[at - 1].endswith("\n"):
                lines[at - 1] += "\n"
            lines.insert(at, " " * last.col_offset + _RAISE + "\n")
        else:
            line = lines[last.lineno - 1].encode()
            changed = line[: last.col_offset] + _RAISE.encode() + line[last.end_col_offset :]
            lines[last.lineno - 1] = changed.decode()
    return "".join(lines)


def made_from(solution: str, provided: Sequence[str] = ()) -> str:
    """Public functions and classes with their signatures and docstrings, and nothing of how they
    work: no comments, no private functions, no constants but those that signatures name, be it as
    a class's (`Rate.FULL`). Nor decorators that the file defines, which would be called when it is
    loaded. provided: modules that students get, whose imports stay."""
    tree = ast.parse(solution)
    _undecorated(tree)
    members = {node.name: _members(node) for node in tree.body if isinstance(node, ast.ClassDef)}
    kept: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if not node.name.startswith("_"):
                kept.append(_emptied(node))
        elif isinstance(node, ast.ClassDef):
            kept.append(_emptied_class(node))
    needed = {n.id for part in kept for n in ast.walk(part) if isinstance(n, ast.Name)} - {
        "NotImplementedError"
    }
    used = {n.value.id for part in kept for n in ast.walk(part)
            if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)}  # fmt: skip
    for part in kept:
        if isinstance(part, ast.ClassDef) and part.name in used:
            _give(part, members[part.name])
    before = [n for n in tree.body if _is_needed(n, needed) or _is_of(n, provided)]
    body = [*before, *kept]
    return ast.unparse(ast.fix_missing_locations(ast.Module(body, []))) + "\n"


def _undecorated(tree: ast.Module) -> None:
    """Takes the file's own decorators off its functions and classes."""
    own = {*_defined(tree.body)}
    for node in _decorated(tree):
        of_the_class = {*_defined(node.body)} if isinstance(node, ast.ClassDef) else set[str]()
        parts = [part for part in node.body if isinstance(part, _DECORATED)]
        for part, names in ((node, own), *((part, own - of_the_class) for part in parts)):
            part.decorator_list = [d for d in part.decorator_list if _root(d) not in names]


def _decorated(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    return (node for node in tree.body if isinstance(node, _DECORATED))


def _decorators(tree: ast.Module) -> Iterator[ast.expr]:
    """Those of functions, classes and methods: what is called while the file is loaded."""
    for node in _decorated(tree):
        for part in (node, *(p for p in node.body if isinstance(p, _DECORATED))):
            yield from part.decorator_list


def _defined(body: Sequence[ast.stmt]) -> Iterator[str]:
    """The names that a file, or a class's body, gives to something of its own."""
    for node in body:
        if isinstance(node, _DECORATED):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def _root(node: ast.expr) -> str | None:
    """The name that a decorator begins with: `registry` of `@registry.add("x")`."""
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            node = node.value
        else:
            return None
    return node.id


def _members(node: ast.ClassDef) -> list[ast.stmt]:
    """What a class assigns in its body: of an Enum, its members."""
    return [part for part in node.body if isinstance(part, ast.Assign)]


def _give(node: ast.ClassDef, members: list[ast.stmt]) -> None:
    """Puts members that signatures name behind a class's docstring."""
    body = [part for part in node.body if not isinstance(part, ast.Pass)]
    at = 0 if ast.get_docstring(node, clean=False) is None else 1
    node.body = [*body[:at], *members, *body[at:]]


def _is_needed(node: ast.stmt, needed: set[str]) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return True
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return any((a.asname or a.name.partition(".")[0]) in needed for a in node.names)
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        return any(
            isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and n.id in needed
            for n in ast.walk(node)
        )
    return False


def _is_of(node: ast.stmt, modules: Sequence[str]) -> bool:
    """Whether a statement imports one of these modules."""
    names = imports(node) if isinstance(node, (ast.Import, ast.ImportFrom)) else ()
    return any(name.partition(".")[0] in modules for name in names)


def _emptied(node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.stmt:
    docstring = node.body[:1] if ast.get_docstring(node, clean=False) is not None else []
    said = "pass" if node.name in _AT_LOADING else _RAISE
    node.body = [*docstring, ast.parse(said).body[0]]
    return node


def _emptied_class(node: ast.ClassDef) -> ast.stmt:
    body: list[ast.stmt] = []
    makes_classes = any(isinstance(b, ast.Name) and b.id in _METACLASSES for b in node.bases)
    for part in node.body:
        if makes_classes and getattr(part, "name", "") in _MAKE_A_CLASS:
            continue
        if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)):
            special = part.name.startswith("__") and part.name.endswith("__")
            if special or not part.name.startswith("_"):
                body.append(_emptied(part))
        elif isinstance(part, ast.AnnAssign):
            body.append(part)
    docstring = node.body[:1] if ast.get_docstring(node, clean=False) is not None else []
    node.body = [*docstring, *body] or [ast.Pass()]
    return node
