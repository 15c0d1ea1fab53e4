"""A call whose arguments the worker kept, to change them there, as a student would write it.

A check that changes an argument has to hold on to it: for that it is taken out of a list of one.
No reader needs to know; to them it is the value that it was when the call was made.
"""

from __future__ import annotations

from typing import Any

from msgspec import structs

from ..process.altering import alter
from ..wire.arrays import Tensor
from ..wire.data import Ref, Value
from ..wire.messages import Operation
from ..wire.values import to_wire
from ..wording.origin import Steps, answer_of, argument_of


def with_values(steps: Steps, number: int) -> Operation:
    """Operation `number`, with the values of what was only kept in place of where it is kept."""
    operation = steps[number][0]
    args = [_value(steps, number, wire) for wire in operation.args]
    kwargs = {name: _value(steps, number, wire) for name, wire in operation.kwargs.items()}
    if args == list(operation.args) and kwargs == operation.kwargs:
        return operation
    return structs.replace(operation, args=args, kwargs=kwargs)


def _value(steps: Steps, number: int, wire: Value) -> Value:
    if not isinstance(wire, Ref) or not 0 <= wire.operation < number:
        return wire
    made = steps[wire.operation][0]
    if (made.target, made.name, len(made.args), made.keep) != ("operator", "getitem", 2, True):
        return wire
    values = argument_of(made.args[0])
    if not isinstance(values, list) or len(values) != 1 or isinstance(values[0], Ref):
        return wire
    for operation, answer in steps[wire.operation + 1 : number]:
        if (operation.do, operation.target, operation.name) == ("alter", wire.operation, None):
            changed_to = answer_of(answer)
            if changed_to is None or _altered(values[0]) != changed_to:
                return wire  # what it is now is not known here
    return to_wire(values[0])


def _altered(value: Any) -> int | None:
    """Changes our copy as the worker changed what it has."""
    return alter(value.array if isinstance(value, Tensor) else value)
