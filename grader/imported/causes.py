"""What an exception of the student's was raised from: `__cause__` and `__context__`, for tests that
ask for them. One of the student's own class is asked when they are looked at; one of Python's own
can't be, and gets them at once where the tests' text has these names.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from typing import Any

from ..wire.data import Held, Ref, Value
from ..wire.messages import MAX_TEXT, Operation, Raised, Returned
from .remote_objects import CAUSES, Talk

# Makes an exception of what was raised, under an operation's number.
Make = Callable[[Raised, int], BaseException]


def asked_for(trees: list[ast.Module]) -> tuple[str, ...]:
    """Those of them that a file of tests asks for."""
    nodes = (node for tree in trees for node in ast.walk(tree))
    asked = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return tuple(name for name in CAUSES if name in asked)


def fetch(talk: Talk, error: BaseException, number: int, make: Make) -> None:
    """Gives an error what the real one has, which is held by operation `number` over there."""
    found = {name: one(talk, number, name, make) for name in talk.causes}
    for name, value in found.items():
        setattr(error, name, value)


def one(talk: Talk, number: int, name: str, make: Make) -> Any:
    """One of them: another exception, None, or whether the context is shown."""
    there, value = _got(talk, number, name)
    if isinstance(value, Ref):  # one exception is often both
        there, value = _got(talk, number, name, keep=True)
    if not isinstance(value, Held):
        return value if type(value) is bool else None
    if "BaseException" not in value.types:
        return None
    bases = tuple(name for name in value.types if hasattr(builtins, name))
    message = str(talk.call_builtin("str", talk.value(value, there)))[:MAX_TEXT]
    return make(Raised(value.types[0].rpartition(".")[2], bases, message, types=value.types), there)


def _got(talk: Talk, number: int, name: str, keep: bool = False) -> tuple[int, Value]:
    there, outcome = talk.send(Operation("get", number, name, keep=keep, faithful=True))
    return there, outcome.value if isinstance(outcome, Returned) else None
