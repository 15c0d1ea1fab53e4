"""Asserts that hold whatever the student's code does, as `is not` looks at what stands for its
objects in the check, and at copies of its values.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .finding import Finding
from .own_values import root_of, steps_of, targets_of

_FIXED = frozenset({"NotImplemented", "Ellipsis"})


def compares_identity(checks: ast.Module) -> Finding:
    """A check that asserts `student.f(x) is not x`."""
    found = dict.fromkeys(
        (node.lineno, ast.unparse(node))
        for test in checks.body
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test")
        for node in _asked(test)
    )
    said = "\n".join(
        f"line {line}: {text} holds always, what crosses is another object each time.\n"
        'Of objects, student.lib("operator").is_not(a, b) asks the student\'s code; of a list or '
        "an array, assert_fresh and assert_lasting."
        for line, text in found
    )
    return Finding("checks.py", "asks which object it is", advice=said)


def _asked(test: ast.FunctionDef) -> Iterator[ast.Compare]:
    """Each `a is not b` of what the student's code gave."""
    theirs = {"student", "reference"} & {argument.arg for argument in test.args.args}
    for step in steps_of(test):
        for node in ast.walk(step) if isinstance(step, ast.Assert) else ():
            match node:
                case ast.Compare(left, [ast.IsNot()], [right]):
                    sides = (left, right)
                    asked = any(root_of(side) in theirs for side in sides)
                    if asked and all(map(_varies, sides)) and not _in_one(left, right):
                        yield node
        for target, value in targets_of(step):
            names = {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}
            is_answer = root_of(value) in theirs and _calls(value)
            theirs = theirs | names if is_answer else theirs - names


def _in_one(left: ast.expr, right: ast.expr) -> bool:
    """Whether both are parts of one answer, in which a list that is there twice is one list."""
    return root_of(left) == root_of(right) and not _calls(left) and not _calls(right)


def _calls(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Call) for part in ast.walk(node))


def _varies(side: ast.expr) -> bool:
    """Whether it is no value that there is once: None, a class."""
    is_class = isinstance(side, ast.Call) and getattr(side.func, "id", "") == "type"
    named = isinstance(side, ast.Name) and side.id in _FIXED
    return not (isinstance(side, ast.Constant) or is_class or named)
