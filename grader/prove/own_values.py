"""Asserts that ask only what a check made itself: what the student's code is given is a copy, so
that they hold whatever that does with it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .finding import Finding

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DISPLAYS = (
    ast.List, ast.Dict, ast.Set, ast.Tuple, ast.ListComp, ast.DictComp, ast.SetComp,
)  # fmt: skip
# Asked of an answer and of what a call was given, which is a copy over there.
_SHARES = ("shares_memory", "may_share_memory")
_MAKERS = frozenset(
    {"list", "dict", "set", "sorted", "bytearray", "deque", "Counter", "defaultdict", "copy"}
    | {"array", "zeros", "ones", "arange", "full", "empty", "deepcopy"}
)


def asks_itself(checks: ast.Module) -> Finding:
    """A check that looks whether its own list stayed as it was."""
    tests = (node for node in checks.body if isinstance(node, _FUNCTIONS))
    asked = [one for test in tests if test.name.startswith("test") for one in _asked(test)]
    said = "\n".join(
        f"line {line}: {name} is the check's own, of which the student's code gets a copy.\n"
        f"Whether a call leaves it as it was is asked by assert_untouched({call})."
        for line, name, call in asked
    )
    return Finding("checks.py", "asks the student's code", advice=said)


def _asked(test: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[int, str, str]]:
    """Of each such assert its line, the name, and the function that was given it, with all that
    it was given."""
    arguments = {argument.arg for argument in test.args.args}
    theirs = arguments & {"student", "reference"}
    own, given = arguments - theirs, dict[str, str]()
    for step in steps_of(test):
        if asked := _asserted(step):
            names = _names(asked)
            found = next((name for name in sorted(names) if name in given), None)
            if found is not None and (not names & theirs or _asks_for_shared(asked)):
                yield step.lineno, found, given[found]
        for call in _calls(step):
            passed = {name for a in _given(call) for name in _passed(a)} & own
            if root_of(call.func) in theirs:
                given |= dict.fromkeys(passed, _with_arguments(call))
            elif isinstance(call.func, ast.Name) and not call.func.id.startswith("assert_"):
                theirs |= passed  # which may fill it
            elif _names(call) & theirs and (root := root_of(call.func)):
                theirs.add(root)
        for target, value in targets_of(step):
            names = {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}
            theirs = theirs | names if _names(value) & theirs else theirs - names
            own = own | names if _is_made(value) else own
            given = {name: call for name, call in given.items() if name not in names}


def steps_of(test: ast.stmt) -> list[ast.stmt]:
    """Its statements, in the order in which they are written."""
    steps = [node for node in ast.walk(test) if isinstance(node, ast.stmt) and node is not test]
    return sorted(steps, key=lambda node: (node.lineno, node.col_offset))


def _with_arguments(call: ast.Call) -> str:
    return ", ".join(map(ast.unparse, (call.func, *call.args, *call.keywords)))


def _asserted(step: ast.stmt) -> ast.AST | None:
    if isinstance(step, ast.Assert):
        return step.test
    match step:
        case ast.Expr(ast.Call(ast.Name(name) | ast.Attribute(attr=name)) as call):
            return call if name.startswith("assert_") else None
    return None


def _given(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _passed(argument: ast.expr) -> Iterator[str]:
    """The names that are given as they are, or that hold what is: f(x, *args)."""
    inside = argument.value if isinstance(argument, ast.Starred) else argument
    if isinstance(inside, ast.Name):
        yield inside.id


def _asks_for_shared(asked: ast.AST) -> bool:
    """Whether it is asked if an answer shares memory with what a call was given."""
    called = (node.func for node in ast.walk(asked) if isinstance(node, ast.Call))
    return any(isinstance(f, ast.Attribute) and f.attr in _SHARES for f in called)


def _calls(step: ast.stmt) -> Iterator[ast.Call]:
    """Those of a statement itself, not of the ones in its block."""
    blocks = {
        id(node) for node in ast.walk(step) if isinstance(node, ast.stmt) and node is not step
    }
    open_: list[ast.AST] = [step]
    while open_:
        node = open_.pop()
        if isinstance(node, ast.Call):
            yield node
        open_.extend(inner for inner in ast.iter_child_nodes(node) if id(inner) not in blocks)


def targets_of(step: ast.stmt) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What a statement gives names to, each with the value."""
    match step:
        case ast.Assign(targets, value):
            yield from ((target, value) for target in targets)
        case ast.AnnAssign(target, _, ast.expr() as value):
            yield target, value
        case ast.AugAssign(target, _, value):
            yield target, ast.Tuple([target, value], ast.Load())
        case ast.For(target, value) | ast.AsyncFor(target, value):
            yield target, value
        case ast.With(items) | ast.AsyncWith(items):
            yield from ((i.optional_vars, i.context_expr) for i in items if i.optional_vars)


def _is_made(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        name = value.func
        called = name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")
        return called in _MAKERS
    return isinstance(value, _DISPLAYS)


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def root_of(node: ast.AST) -> str | None:
    """The name that `a.b[0](x)` begins with."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None
