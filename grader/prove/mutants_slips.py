"""The slips that mutants are made of: what a tired hand does to a right program.

A slip looks at one expression or statement and says what might stand in its place, each with a
sentence; `mutants_moves.py` does the same for statements that stand in the wrong place. Nothing
here knows of exercises or of checks.

No slip touches what no answer shows: annotations, docstrings, the messages of exceptions.
"""

from __future__ import annotations

import ast
import copy
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..asserts.operands import called_name


@dataclass(frozen=True, slots=True)
class Code:
    """A source and what there is to know of it; quotes its nodes as its author wrote them.

    bound: every name that something is bound to, modules: those of imports. unordered: tuples
    whose order says nothing, by id.
    """

    source: str
    bound: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    unordered: frozenset[int] = frozenset()

    @classmethod
    def of(cls, source: str, tree: ast.Module) -> Code:
        nodes = list(ast.walk(tree))
        stored = {
            n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        } | {n.arg for n in nodes if isinstance(n, ast.arg)}
        imported = (n.names for n in nodes if isinstance(n, ast.Import | ast.ImportFrom))
        return cls(
            source,
            frozenset(stored),
            frozenset((a.asname or a.name).partition(".")[0] for names in imported for a in names),
            frozenset(
                id(given)
                for node in nodes
                if isinstance(node, ast.Call) and called_name(node) in _REDUCTIONS
                for given in (*node.args, *(keyword.value for keyword in node.keywords))
            ),
        )

    def quote(self, node: ast.AST) -> str:
        return _cut(ast.get_source_segment(self.source, node) or "")


MAX_QUOTE = 60
# What might stand there instead, and the sentence that says so.
Slips = Iterator[tuple[ast.AST, str]]

_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.MatMult: "@", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Eq: "==", ast.NotEq: "!=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in",
    ast.NotIn: "not in", ast.And: "and", ast.Or: "or",
}  # fmt: skip
_OTHER_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add,),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Mult, ast.Div),
    ast.Mod: (ast.Add, ast.FloorDiv),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
_OTHER_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
# Parts of names that are easily taken for one another; `out_h` has its `out_w`.
_AXES = (
    ("H", "W"), ("h", "w"), ("kh", "kw"), ("height", "width"), ("heights", "widths"),
    ("row", "column"), ("row", "col"), ("rows", "columns"), ("rows", "cols"), ("dy", "dx"),
    ("top", "left"), ("bottom", "right"), ("tops", "lefts"), ("tall", "wide"), ("i", "j"),
    ("u", "v"), ("down", "across"),
)  # fmt: skip
_COARSER = {"float": "int", "float64": "float32", "double": "float32", "float32": "float16"}
_FILLED = {"zeros", "ones", "empty"}
# Of all axes in any order.
_REDUCTIONS = {"sum", "mean", "max", "min", "prod", "any", "all", "std", "var", "amax", "amin"}
# Their arguments may stand in any order.
_SYMMETRIC = {"max", "min", "maximum", "minimum", "result_type", "add", "multiply"}


def operator(node: ast.AST, code: Code) -> Slips:
    """Another operator; one operand left out."""
    if not isinstance(node, ast.BinOp):
        return
    hole = ast.Name("_", ast.Load())
    for other in _OTHER_OPERATORS.get(type(node.op), ()):
        was, now = (_with(node, left=hole, op=op) for op in (node.op, other()))
        said = f"`{_cut(ast.unparse(was)[2:])}` becomes `{_cut(ast.unparse(now)[2:])}`"
        yield _with(node, op=other()), said
    if type(node.op) in _OTHER_OPERATORS:
        yield node.left, f"`{_cut(ast.unparse(_with(node, left=hole))[2:])}` left out"
    if isinstance(node.op, ast.Add | ast.Mult):
        yield node.right, f"`{_cut(ast.unparse(_with(node, right=hole))[:-2])}` left out"


def comparison(node: ast.AST, code: Code) -> Slips:
    """The edge goes to the other side; the opposite."""
    if not isinstance(node, ast.Compare):
        return
    for place, (op, right) in enumerate(zip(node.ops, node.comparators, strict=True)):
        for other in _OTHER_COMPARISONS[type(op)]:
            text = code.quote(right)
            said = f"`{_SIGNS[type(op)]} {text}` becomes `{_SIGNS[other]} {text}`"
            yield _with(node, ops=_replaced(node.ops, place, other())), said


def logic(node: ast.AST, code: Code) -> Slips:
    """`and` for `or`; one of the conditions left out."""
    if not isinstance(node, ast.BoolOp):
        return
    other = ast.Or if isinstance(node.op, ast.And) else ast.And
    sign = _SIGNS[type(node.op)]
    yield _with(node, op=other()), f"`{sign}` becomes `{_SIGNS[other]}`"
    for place, value in enumerate(node.values):
        rest = [v for n, v in enumerate(node.values) if n != place]
        left: ast.expr = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        yield left, f"`{code.quote(value)}` of the {sign}-condition left out"


def sign(node: ast.AST, code: Code) -> Slips:
    """A minus or a `not` left out."""
    if isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.UAdd):
        what = {ast.USub: "-", ast.Not: "not", ast.Invert: "~"}[type(node.op)]
        yield node.operand, f"`{what}` before `{code.quote(node.operand)}` left out"


def constant(node: ast.AST, code: Code) -> Slips:
    """One more, one less, the other truth; neighbouring letters of an einsum swapped."""
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value), f"`{value}` becomes `{not value}`"
    elif isinstance(value, int | float):
        for other in (value + 1, value - 1):
            yield _number(other), f"`{value}` becomes `{other}`"
    elif isinstance(value, str) and "->" in value:
        for n in range(len(value) - 1):
            one, two = value[n], value[n + 1]
            if one.isalpha() and two.isalpha() and one != two:
                text = value[:n] + two + one + value[n + 2 :]
                yield ast.Constant(text), f"`{value}` becomes `{text}`"


def kind(node: ast.AST, code: Code) -> Slips:
    """A coarser number type; an array of the argument's type; 0 for infinity."""
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", None)
    if isinstance(node, ast.Name | ast.Attribute) and name in _COARSER:
        field = "id" if isinstance(node, ast.Name) else "attr"
        other = _with(node, **{field: _COARSER[name]})
        yield other, f"`{code.quote(node)}` becomes `{_cut(ast.unparse(other))}`"
    elif name in ("inf", "infty") and not isinstance(node, ast.Name):
        yield ast.Constant(0), f"`{code.quote(node)}` becomes `0`"
    elif isinstance(node, ast.Call) and isinstance(made := node.func, ast.Attribute):
        shape = node.args[0] if node.args else None
        if made.attr in _FILLED and isinstance(shape, ast.Attribute) and shape.attr == "shape":
            like = _with(made, attr=f"{made.attr}_like")
            new = _with(node, func=like, args=[shape.value])
            yield new, f"`{code.quote(node)}` becomes `{_cut(ast.unparse(new))}`"


def axis(node: ast.AST, code: Code) -> Slips:
    """At one use, a name for the other axis."""
    if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
        return
    parts = node.id.split("_")
    for pair in _AXES:
        for place, part in enumerate(parts):
            if part in pair:
                partner = pair[1 - pair.index(part)]
                name = "_".join(_replaced(parts, place, partner))
                if name in code.bound:
                    yield ast.Name(name, ast.Load()), f"`{node.id}` becomes `{name}`"


def swapped_arguments(node: ast.AST, code: Code) -> Slips:
    """Neighbouring arguments of a call, or entries of a tuple, in each other's place."""
    if isinstance(node, ast.Call) and called_name(node) not in _SYMMETRIC:
        field, entries = "args", node.args
    elif isinstance(node, ast.Tuple | ast.List) and id(node) not in code.unordered:
        field, entries = "elts", node.elts
    else:
        return
    for n, (one, two) in enumerate(itertools.pairwise(entries)):
        if ast.dump(one) != ast.dump(two):
            swapped = [*entries[:n], two, one, *entries[n + 2 :]]
            said = f"`{code.quote(one)}` and `{code.quote(two)}` swapped"
            yield _with(node, **{field: swapped}), said


def argument(node: ast.AST, code: Code) -> Slips:
    """A keyword argument, or the last of several others, left out."""
    if not isinstance(node, ast.Call):
        return
    for place, keyword in enumerate(node.keywords):
        rest = [k for n, k in enumerate(node.keywords) if n != place]
        yield _with(node, keywords=rest), f"`{code.quote(keyword)}` left out"
    if len(node.args) > 1 and called_name(node) not in ("max", "min"):
        said = f"argument `{code.quote(node.args[-1])}` left out"
        yield _with(node, args=node.args[:-1]), said


def call(node: ast.AST, code: Code) -> Slips:
    """A call left out: abs(x), x.copy(), max(x, 0) become x."""
    if not isinstance(node, ast.Call):
        return
    function = node.func
    if (
        called_name(node) in ("max", "min")
        and isinstance(function, ast.Name)
        and len(node.args) == 2
    ):
        one, two = node.args
        yield one, f"`{function.id}(…, {code.quote(two)})` left out"
        yield two, f"`{function.id}({code.quote(one)}, …)` left out"
    elif isinstance(function, ast.Attribute) and not _is_module(function.value, code):
        inside = code.quote(node).removeprefix(code.quote(function.value))
        shown = inside if len(inside) < 30 else f".{function.attr}(…)"
        yield function.value, f"`{shown}` left out"
    elif len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
        yield node.args[0], f"`{code.quote(function)}(…)` left out"


def slice_part(node: ast.AST, code: Code) -> Slips:
    """A slice's start, stop or step left out; a `[:]` that made a copy."""
    if isinstance(node, ast.Subscript) and ast.unparse(node.slice) == ":":
        yield node.value, f"`[:]` after `{code.quote(node.value)}` left out"
    if isinstance(node, ast.Slice):
        for field, name in (("lower", "start"), ("upper", "stop"), ("step", "step")):
            if (part := getattr(node, field)) is not None:
                said = f"{name} `{code.quote(part)}` of the slice left out"
                yield _with(node, **{field: None}), said


def condition(node: ast.AST, code: Code) -> Slips:
    """A condition turned round, or one of its two cases always taken."""
    if isinstance(node, ast.IfExp):
        yield node.body, f"always `{code.quote(node.body)}`"
        yield node.orelse, f"always `{code.quote(node.orelse)}`"
    elif isinstance(node, ast.If):
        said = f"condition `{code.quote(node.test)}` left out"
        yield _with(node, test=ast.Constant(True), orelse=[]), said
    elif isinstance(node, ast.comprehension):
        for place, test in enumerate(node.ifs):
            rest = [t for n, t in enumerate(node.ifs) if n != place]
            yield _with(node, ifs=rest), f"condition `{code.quote(test)}` left out"
    # A comparison has its opposite already, and a `not` is left out.
    if isinstance(node, ast.IfExp | ast.If | ast.While) and not _is_opposed(test := node.test):
        said = f"condition `{code.quote(test)}` turned round"
        yield _with(node, test=ast.UnaryOp(ast.Not(), test)), said


def assignment(node: ast.AST, code: Code) -> Slips:
    """What should be added overwrites, what should be new is changed in place."""
    if isinstance(node, ast.AugAssign):
        sign, target = _SIGNS.get(type(node.op), "?"), code.quote(node.target)
        for other in _OTHER_OPERATORS.get(type(node.op), ()):
            said = f"`{target} {sign}=` becomes `{target} {_SIGNS[other]}=`"
            yield _with(node, op=other()), said
        said = f"`{target} {sign}=` becomes `{target} =`"
        yield ast.Assign([node.target], node.value, lineno=node.lineno), said
    elif isinstance(node, ast.Assign) and isinstance(value := node.value, ast.BinOp):
        (target_node, *more), sign = node.targets, _SIGNS.get(type(value.op), "?")
        target = code.quote(target_node)
        if not more and isinstance(target_node, ast.Name) and code.quote(value.left) == target:
            said = f"`{target} = {target} {sign}` becomes `{target} {sign}=`"
            yield ast.AugAssign(target_node, value.op, value.right), said


def statement(node: ast.AST, code: Code) -> Slips:
    """A statement left out; a loop's end for its next turn; another exception."""
    if not isinstance(node, ast.stmt) or isinstance(node, _DEFINITIONS):
        return
    yield ast.Pass(), f"`{heading(node, code)}` left out"
    if isinstance(node, ast.Break):
        yield ast.Continue(), "`break` becomes `continue`"
    elif isinstance(node, ast.Continue):
        yield ast.Break(), "`continue` becomes `break`"
    elif isinstance(node, ast.Raise) and isinstance(raised := node.exc, ast.Call):
        said = f"`{code.quote(raised.func)}` becomes `Exception`"
        yield _with(node, exc=_with(raised, func=ast.Name("Exception", ast.Load()))), said


SLIPS: tuple[Callable[[ast.AST, Code], Slips], ...] = (
    operator,
    comparison,
    logic,
    sign,
    constant,
    kind,
    axis,
    swapped_arguments,
    argument,
    call,
    slice_part,
    condition,
    assignment,
    statement,
)
# A name that is nowhere defined is no slip worth a run.
_DEFINITIONS = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
    ast.Pass,
    ast.Global,
    ast.Nonlocal,
)


def heading(node: ast.stmt, code: Code) -> str:
    """A statement in one line; of one with a block, what comes before the block."""
    if not hasattr(node, "body"):
        return code.quote(node)
    alone = _with(node, body=[], orelse=[], handlers=[], finalbody=[])
    return _cut(ast.unparse(alone).partition("\n")[0])


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MAX_QUOTE else text[: MAX_QUOTE - 1] + "…"


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """A copy of a node with other fields; what is below is the same nodes."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _replaced(entries: list[Any], place: int, entry: Any) -> list[Any]:
    return [*entries[:place], entry, *entries[place + 1 :]]


def _number(value: float) -> ast.expr:
    """As a parser would read it: a minus is a sign before a number."""
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))


def _is_module(node: ast.expr, code: Code) -> bool:
    """Whether an expression is an imported name, or a dotted name that begins with one."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in code.modules


def _is_opposed(test: ast.expr) -> bool:
    simple = isinstance(test, ast.Compare) and len(test.ops) == 1
    return simple or (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))
