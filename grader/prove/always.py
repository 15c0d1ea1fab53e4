"""Asserts that hold whatever the student's code does, as they look at what stands for its functions
and objects in the check, or at a copy; and what a check hears that the code can't say to it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial

from ..checks.proxy import Handle
from .finding import Finding
from .own_values import steps_of, targets_of

_MODULES = frozenset({"student", "reference"})
# Fixtures of pytest's that hear what is printed in the check's own process.
_HEARING = frozenset({"capsys", "capfd", "capsysbinary", "capfdbinary", "capteesys"})
_DISPLAYS = (ast.List, ast.Dict, ast.Set)


def holds_always(checks: ast.Module, solution: ast.Module) -> Finding:
    """A check that asserts `callable(student.f)`. solution: which names are classes."""
    classes = {node.name for node in solution.body if isinstance(node, ast.ClassDef)}
    found = dict.fromkeys(
        one
        for test in checks.body
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test")
        for one in _found(test, classes)
    )
    said = "\n".join(f"line {line}: {why}" for line, why in found)
    return Finding("checks.py", "asks what can fail", advice=said)


def _found(test: ast.FunctionDef, classes: set[str]) -> Iterator[tuple[int, str]]:
    arguments = {argument.arg for argument in test.args.args}
    if not arguments & _MODULES:
        return
    for name in sorted(arguments & _HEARING):
        yield (
            test.lineno,
            f"{name} hears nothing of the student's code, which prints in another process.\n"
            "printed(student.f, x) of grader.checks is what a call prints.",
        )
    objects = set[str]()
    for step in steps_of(test):
        for node in ast.walk(step.test) if isinstance(step, ast.Assert) else ():
            if why := _why(node, partial(_is_object, objects=objects, classes=classes)):
                yield step.lineno, f"{ast.unparse(node)} {why}"
        for target, value in targets_of(step):
            names = {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}
            objects = objects | names if _is_object(value, set(), classes) else objects - names
    yield from _read_late(test)


def _why(node: ast.AST, is_object: Callable[[ast.expr], bool]) -> str:
    """Why this part of an assert can't fail; nothing where it can."""
    match node:
        case ast.Compare(left, [ast.NotEq() | ast.IsNot()], [right]) if _is_function(
            left
        ) or _is_function(right):
            return "holds always, of what stands for a function: compare what it returns."
        case ast.Compare(ast.Call(ast.Name("id"), [one]), [ast.NotEq()], [other]):
            other_one = _asked("id", other)
            if is_object(one) and other_one is not None and is_object(other_one):
                return (
                    "holds always, of what stands for the objects: "
                    'student.lib("operator").is_not(a, b) asks the student\'s code.'
                )
        case ast.Call(ast.Name("callable"), [asked]) if _is_function(asked) or is_object(asked):
            return (
                "holds always, of what stands for it in the check: call it, or ask "
                'student.lib("builtins").callable(x).'
            )
        case ast.Call(ast.Name("hasattr"), [asked, ast.Constant(str() as name)]):
            if is_object(asked) and name.startswith("__") and hasattr(Handle, name):
                return (
                    "holds always, of what stands for the object: "
                    f'student.lib("builtins").hasattr(x, "{name}") asks the student\'s code.'
                )
        case ast.Compare(left, [ast.Is() | ast.Eq()], [right]):
            sides = (_asked("type", left), _asked("type", right))
            if all(side is not None and is_object(side) for side in sides):
                return (
                    "holds always, of what stands for the objects: "
                    "isinstance(x, student.Name) asks which class one is of."
                )
    return ""


def _asked(function: str, side: ast.expr) -> ast.expr | None:
    """What `id(a)` is asked of."""
    match side:
        case ast.Call(ast.Name(name), [asked], []) if name == function:
            return asked
    return None


def _is_function(side: ast.expr) -> bool:
    """student.f, which is never the function itself, nor a constant of that name."""
    return (
        isinstance(side, ast.Attribute)
        and isinstance(side.value, ast.Name)
        and side.value.id in _MODULES
    )


def _is_object(side: ast.expr, objects: set[str], classes: set[str]) -> bool:
    """Whether it is an object that a class of the file's made, or a name of one."""
    if isinstance(side, ast.Name):
        return side.id in objects
    match side:
        case ast.Call(ast.Attribute(ast.Name(module), name)):
            return module in _MODULES and name in classes
    return False


def _read_late(test: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """An answer that is compared with a list for the first time after another call of the function
    that gave it."""
    early: dict[str, str] = {}
    late: dict[str, str] = {}
    for step in steps_of(test):
        if isinstance(step, ast.Assert):
            match step.test:
                case ast.Compare(ast.Name(name), [ast.Eq()], [right]) if (
                    name in late and isinstance(right, _DISPLAYS)
                ):
                    yield (
                        step.lineno,
                        f"{name} is a copy of an answer, and stays as it came whatever another "
                        f"call does to that.\nassert_lasting({late[name]}, x) asks whether it "
                        "stays.",
                    )
            for name in _names(step):
                early.pop(name, None), late.pop(name, None)
            continue
        for target, value in targets_of(step):
            called = _called(value)
            late |= {name: function for name, function in early.items() if function == called}
            for name in _names(target):
                late.pop(name, None)
                if called is not None and isinstance(target, ast.Name):
                    early[name] = called


def _called(value: ast.expr) -> str | None:
    """student.f, where its answer is what a name is given to."""
    match value:
        case ast.Call(ast.Attribute(ast.Name("student")) as function):
            return ast.unparse(function)
    return None


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
