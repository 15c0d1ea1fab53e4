"""Whether a test was passed by an object that stands where a value is due, and speaks for itself;
or by code that goes on where a function of the test's said that it is wrong.

Such an object may come to the test as an argument of its functions or an item of its lists, or
where nobody knows what the reference answered; values_places.py sees to those that answer in the
place of a value. What it was asked is among the operations, and the reference's were recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from ..checks.mismatch import describe
from ..imported.object_classes import JUDGING
from ..wire import messages
from ..wire.data import Array, Complex, Given, Held, Map, Ref, Scalar, Seq, TensorData, Value
from ..wire.messages import PYTHONS, Asks, Operation, Outcome, Returned
from ..wire.names import BINARY, IN_PLACE
from ..wording.claim_words import Told
from ..wording.place import Origin

Steps = Sequence[tuple[Operation, Outcome | None]]
# By the names of the functions that are called over there.
VERDICTS = frozenset({*JUDGING, *BINARY, "and_", "or_"})
# Methods of plain values that are told what is expected, and say whether it is so.
_METHODS = frozenset(
    ("startswith", "endswith", "issubset", "issuperset", "isdisjoint", "count", "index", "find")
)
# Numbers that are worked out may differ in their last bits.
_ROUNDED = (float, Complex, Scalar, Array, TensorData)
_Asked = tuple[str, tuple[str, ...]]
_WENT_ON = "a check in a function of the test's failed, and the code that called it went on"


def spoke_for_itself(steps: Steps, asked: Sequence[msgspec.Raw]) -> Told | None:
    """What is wrong with a case that passed. None where there is nothing. asked: the recording's
    questions."""
    if not any(operation.faithful for operation, _ in steps):
        return None
    ours = [operation for operation, _ in steps]
    theirs = [messages.operation(raw) for raw in asked]
    return _judged_more_than(ours, theirs, steps) or _went_on(ours, theirs)


def _judged_more_than(
    ours: Sequence[Operation], theirs: Sequence[Operation], steps: Steps
) -> Told | None:
    """The first verdict of an object's own that was asked for more often than of the reference's
    objects: there, a plain value was compared."""
    asked_theirs = (_comparison(_out_of_place(operation), theirs) for operation in theirs)
    left = Counter(asked for asked in asked_theirs if asked)
    for number, operation in enumerate(ours):
        asked = _comparison(operation, ours)
        if asked is None:
            continue
        if not left[asked]:
            return _told(operation, number, steps)
        # How often objects meet each other can hang on the order in which they come.
        if any(asked[1]):
            left[asked] -= 1
    return None


def _out_of_place(operation: Operation) -> Operation:
    """What `x += y` asks of an object that has no method for it: `x + y`."""
    name = operation.name or ""
    if name not in IN_PLACE or operation.target not in PYTHONS:
        return operation
    plain = {"iand": "and_", "ior": "or_"}.get(name, name[1:])
    return msgspec.structs.replace(operation, name=plain)


def _comparison(operation: Operation, among: Sequence[Operation]) -> _Asked | None:
    """What an object is told of what it is compared with, and where it stands itself."""
    name, args = operation.name, operation.args
    if operation.faithful and operation.do == "call" and isinstance(operation.target, int):
        name, args = _method(operation, among), [Ref(operation.target), *args]
        if name not in _METHODS:
            return None
    elif not _is_verdict(operation) or len(args) < 2:
        return None
    if not any(isinstance(argument, Ref) for argument in args):
        return None
    return str(name), tuple(map(_operand, args))


def _is_verdict(operation: Operation) -> bool:
    named = operation.name in VERDICTS and operation.target in PYTHONS
    return operation.faithful and operation.do == "call" and named


def _method(operation: Operation, among: Sequence[Operation]) -> str | None:
    """The name of what is called: of the method, or of the attribute that was got before."""
    if operation.name is not None or not isinstance(operation.target, int):
        return operation.name
    got = among[operation.target] if 0 <= operation.target < len(among) else None
    return got.name if got is not None and got.do == "get" else None


def _operand(value: Value) -> str:
    """A value as it counts: nothing where it is an object, whatever its number."""
    match value:
        case Ref():
            return ""
        case Given():
            return "given"
        case Seq():
            return f"{value.kind}[{', '.join(map(_operand, value.items))}]"
        case Map():
            return f"{{{sorted((_operand(k), _operand(v)) for k, v in value.items)}}}"
    rounded = isinstance(value, _ROUNDED)
    return type(value).__name__ if rounded else messages.encode(value).decode("latin-1")


def _told(operation: Operation, number: int, steps: Steps) -> Told:
    """The comparison in words, under the call of the student's code that came before it."""
    held = next((a.operation for a in operation.args if isinstance(a, Ref)), operation.target)
    came = steps[held][1] if isinstance(held, int) and 0 <= held < len(steps) else None
    got = came.value if isinstance(came, Returned) and isinstance(came.value, Held) else None
    who = "an object" if got is None else describe(got)
    said = f"{who} says itself what it is equal to, where a plain value is expected"
    calls = [n for n, step in enumerate(steps[:number]) if _ends_a_call(*step)]
    return Told("type", said, got, origin=Origin(calls[-1], whole=True) if calls else None)


def _ends_a_call(operation: Operation, outcome: Outcome | None) -> bool:
    asked = operation.do in ("call", "answer") and not isinstance(outcome, Asks)
    return asked and operation.target not in PYTHONS


def _went_on(ours: Sequence[Operation], theirs: Sequence[Operation]) -> Told | None:
    """Where assertions of the test's own failed more often than they did for the reference."""
    if sum(map(_failed_here, ours)) <= sum(map(_failed_here, theirs)):
        return None
    return Told("property", _WENT_ON)


def _failed_here(operation: Operation) -> bool:
    raising = operation.do == "answer" and operation.name == "raise"
    return raising and operation.args == ["AssertionError"]
