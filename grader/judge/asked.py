"""What an operation asks of the student's file."""

from __future__ import annotations

from ..wire.data import Map, Ref, Seq
from ..wire.messages import Operation


def unwrapped(operation: Operation) -> Operation:
    """The student's call inside one of `kata`'s: talk(f, …) asks for f(…)."""
    if operation.target != "kata" or operation.name == "run" or len(operation.args) < 4:
        return operation
    owner, name, args, kwargs = operation.args[:4]
    target = owner.operation if isinstance(owner, Ref) else None
    named = {str(k): v for k, v in kwargs.items} if isinstance(kwargs, Map) else {}
    positional = args.items if isinstance(args, Seq) else []
    return Operation("call", target, name if isinstance(name, str) else None, positional, named)
