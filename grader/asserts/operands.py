"""Has assertions keep the values of their parts, for whoever tells later what they compared.

As pytest's own rewriting does: `assert len(f(x)) == 3` becomes
`assert (@a := len((@b := (@c := f)((@d := x))))) == 3`, names that no source can hold. What is
evaluated, in which order and how often stays as it was. Statements that call an assertion, as
`self.assertEqual(…)` and `np.testing.assert_allclose(…)`, keep their arguments alike.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from types import CodeType
from typing import TypeVar

# What a name holds before its part has been evaluated.
UNSEEN = ...
# Functions that a claim is read off: their arguments are its sides, not something lent to anybody.
COMPARING = frozenset(("allclose", "isclose", "array_equal", "array_equiv", "equal", "isinstance"))


@dataclass(frozen=True, slots=True)
class Site:
    """One assertion. claim: its expression as the author wrote it; each part that is kept has the
    name of its value in the attribute `kept`. said: the author's own message; function: the
    outermost that it stands in."""

    first: int
    last: int
    claim: ast.expr
    said: ast.expr | None
    is_statement: bool
    function: ast.AST


# By file, of everything that was compiled here. A file that is compiled anew replaces its own.
_sites: dict[str, list[Site]] = {}


def compiled(source: bytes | ast.Module, file: str) -> CodeType:
    """A file's code, with its asserts in it whatever Python was told to leave out.

    Raises SyntaxError.
    """
    tree = ast.parse(source, file) if isinstance(source, bytes) else source
    keep(tree, file)
    code: CodeType = compile(tree, file, "exec", dont_inherit=True, optimize=0)
    return code


def keep(tree: ast.Module, file: str) -> None:
    """Rewrites a file's assertions in place, and remembers where they are."""
    keeper = _Keeper()
    keeper.visit(tree)
    ast.fix_missing_locations(tree)
    _sites[file] = keeper.sites


def is_known(file: str) -> bool:
    return file in _sites


def site_at(file: str, line: int) -> Site | None:
    """The assertion that a line belongs to: of several the shortest."""
    found = [site for site in _sites.get(file, ()) if site.first <= line <= site.last]
    return min(found, key=lambda site: site.last - site.first, default=None)


def name_of(node: ast.AST) -> str | None:
    """The local variable that a part's value is kept in."""
    return getattr(node, "kept", None)


_Function = TypeVar("_Function", ast.FunctionDef, ast.AsyncFunctionDef)


class _Keeper(ast.NodeTransformer):
    """Only asserts in functions: anywhere else the names would be seen."""

    def __init__(self) -> None:
        self.sites: list[Site] = []
        self._within: list[ast.AST] = []  # functions, the outermost first
        self._numbers = count()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._function(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        within, self._within = self._within, []
        self.generic_visit(node)
        self._within = within
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.AST | list[ast.stmt]:
        if not self._within:
            return node
        names = self._named(node.test)
        self._add(node, node.test, node.msg, is_statement=True)
        node.test = _kept(copy.deepcopy(node.test))
        return [*_unseen(names, node), node]

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.stmt]:
        call = node.value
        if not self._within or not isinstance(call, ast.Call) or not _asserts(call):
            return node
        names = [n for a in _given(call) for n in self._named(a)]
        self._add(node, call, None, is_statement=False)
        node.value = copy.deepcopy(call)
        assert isinstance(node.value, ast.Call)
        _keep_arguments(node.value)
        return [*_unseen(names, node), node]

    def visit_With(self, node: ast.With) -> ast.AST:
        """What a call returned that should have raised is kept too."""
        if self._within and any(waits_for_errors(item.context_expr) for item in node.items):
            for statement in node.body:
                if isinstance(statement, ast.Expr) and not _asserts(statement.value):
                    self._keep_whole(statement)
        self.generic_visit(node)
        return node

    def _keep_whole(self, node: ast.Expr) -> None:
        node.value.kept = f"@kept_{next(self._numbers)}"  # type: ignore[attr-defined]  # a mark
        self._add(node, node.value, None, is_statement=False)
        node.value = _walrus(node.value)

    def _function(self, node: _Function) -> _Function:
        self._within.append(node)
        node.body = [s for old in node.body for s in _statements(self.visit(old))]
        self._within.pop()
        return node

    def _add(
        self, at: ast.stmt, claim: ast.expr, said: ast.expr | None, is_statement: bool
    ) -> None:
        last = at.end_lineno or at.lineno
        kept = copy.deepcopy(claim)
        self.sites.append(Site(at.lineno, last, kept, said, is_statement, self._within[0]))

    def _named(self, node: ast.expr) -> list[str]:
        """Gives names to the parts of an expression that are to be kept."""
        names = []
        for part in _parts(node):
            part.kept = f"@kept_{next(self._numbers)}"  # type: ignore[attr-defined]  # a mark
            names.append(part.kept)  # type: ignore[attr-defined]
        return names


def _statements(made: ast.AST | list[ast.stmt]) -> list[ast.stmt]:
    return made if isinstance(made, list) else [made]  # type: ignore[list-item]  # of a body


def waits_for_errors(context: ast.expr) -> bool:
    """Whether a `with` of this is one that has to be left by an exception."""
    name = called_name(context)
    return name == "raises" or name.startswith("assertRaises")


def _asserts(node: ast.expr) -> bool:
    return called_name(node).startswith("assert")


def called_name(node: ast.expr) -> str:
    """The last name of what a call calls; empty where it is no such call."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
            return name
    return ""


def _given(call: ast.Call) -> list[ast.expr]:
    """A call's arguments, where each is an expression of its own."""
    plain = [a for a in call.args if not isinstance(a, ast.Starred)]
    return [*plain, *(k.value for k in call.keywords if k.arg is not None)]


def _keep_arguments(call: ast.Call) -> None:
    call.args = [a if isinstance(a, ast.Starred) else _kept(a) for a in call.args]
    for keyword in call.keywords:
        if keyword.arg is not None:
            keyword.value = _kept(keyword.value)


def _unseen(names: list[str], at: ast.stmt) -> list[ast.stmt]:
    """A statement that forgets what an earlier run of the same assertion kept."""
    if not names:
        return []
    targets: list[ast.expr] = [ast.Name(name, ast.Store()) for name in names]
    return [ast.copy_location(ast.Assign(targets, ast.Constant(UNSEEN)), at)]


def inner(node: ast.expr) -> Iterator[ast.expr]:
    """The parts that an expression is made of. Not those that are evaluated elsewhere, in a
    lambda or a comprehension; but the last that all(… for …) looked at."""
    match node:
        case ast.BoolOp():
            yield from node.values
        case ast.UnaryOp():
            yield node.operand
        case ast.BinOp():
            yield from (node.left, node.right)
        case ast.Compare():
            yield from (node.left, *node.comparators)
        case ast.Call():
            yield node.func
            yield from _given(node)
            yield from (a.value for a in node.args if isinstance(a, ast.Starred))
            if is_all(node):
                yield node.args[0].elt  # type: ignore[attr-defined]  # is_all says so
        case ast.Attribute() | ast.Subscript():
            yield node.value
        case ast.List() | ast.Tuple() | ast.Set():
            yield from (e for e in node.elts if not isinstance(e, ast.Starred))
        case ast.Dict():
            yield from node.values
        case ast.IfExp():
            yield from (node.test, node.body, node.orelse)
        case ast.NamedExpr():
            yield node.value


def is_all(node: ast.expr) -> bool:
    """all(… for …)"""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "all"
        and len(node.args) == 1
        and isinstance(node.args[0], ast.GeneratorExp)
    )


def _parts(node: ast.expr, given: bool = False) -> Iterator[ast.expr]:
    """The parts whose values are kept, the whole first. given: it is a call's argument."""
    if isinstance(node, ast.JoinedStr) and not given:
        yield node
    if isinstance(node, (ast.Constant, ast.JoinedStr)):
        return
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        # Of a chain it has to be known how far it was evaluated.
        yield from (part for part in node.comparators if isinstance(part, ast.Constant))
    # A list that is made for a call has no other name: whoever lends it to the student's code
    # counts on that (imported/shared_arguments.py).
    if not given or isinstance(node, (ast.Name, ast.Call, ast.Attribute, ast.Compare)):
        yield node
    for part in inner(node):
        is_argument = isinstance(node, ast.Call) and part is not node.func
        is_side = is_all(node) or called_name(node) in COMPARING
        yield from _parts(part, is_argument and not is_side)


def _kept(node: ast.expr) -> ast.expr:
    """The expression, with every named part in a walrus. Rewrites it in place."""
    _keep_inner(node)
    return _walrus(node)


def _keep_inner(node: ast.expr) -> None:
    for part in list(inner(node)):
        _keep_inner(part)
    for field, value in ast.iter_fields(node):
        if isinstance(value, list):
            setattr(node, field, [_item(item) for item in value])
        elif isinstance(value, ast.expr):
            setattr(node, field, _walrus(value))


def _item(item: object) -> object:
    if isinstance(item, (ast.Starred, ast.keyword)):
        item.value = _walrus(item.value)
        return item
    return _walrus(item) if isinstance(item, ast.expr) else item


def _walrus(node: ast.expr) -> ast.expr:
    """Where a part has a name: (name := part). Once."""
    name = name_of(node)
    if name is None:
        return node
    del node.kept  # type: ignore[attr-defined]  # the mark
    return ast.copy_location(ast.NamedExpr(ast.Name(name, ast.Store()), node), node)
