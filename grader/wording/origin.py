"""Where a wrong value came from: which operation's answer it is, or which part of that answer.

A check is free to compare part of an answer, or what it asks of an object after the call. What is
shown as returned has to be what the shown call returned; so the value is looked up among the
answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

import numpy as np

from ..checks.as_array import numeric_array
from ..checks.hashed import spread_anew
from ..checks.proxy import Handle
from ..wire.arrays import Tensor
from ..wire.data import Held, Ref, Value
from ..wire.kinds import Record, Row
from ..wire.messages import CALLS, PYTHONS, Operation, Outcome, Returned, WireError
from ..wire.tables import table_of
from ..wire.values import from_wire
from ..wire.yielded import Yielded, as_listed
from .place import Origin

Steps = Sequence[tuple[Operation, Outcome | None]]
_OWN = (None, "kata")
# A part that is all of what the student's own call returned.
RETURNED = "the value"
_PARTS = {("Ran", "code"): "exit status", ("Talked", "value"): RETURNED}
_NUMBERS = {bool, int, float}
_PLAIN = {*_NUMBERS, str, bytes, type(None)}


def origin(steps: Steps, right: Sequence[Outcome | None], got: Any, want: Any) -> Origin:
    """steps: what was asked, with the answers; right: the reference's, as far as known."""
    every = [n for n, (operation, _) in enumerate(steps) if _is_call(operation)]
    # A library's function is called to make something for the student's.
    calls = [n for n in every if steps[maker(steps, n)][0].target in _OWN] or every
    if not calls:
        return _last_read(steps)
    if got is None and want is None:
        return Origin(calls[-1])
    returned = [n for n, (_, answer) in enumerate(steps) if isinstance(answer, Returned)]
    values = {n: answer_of(steps[n][1]) for n in returned}
    # What was read last, and nothing since, is what was compared: a call may have given the same.
    read = returned[-1:] if returned and steps[returned[-1]][0].do == "get" else []
    if read and (_is_result(got, read[0]) or alike(got, values[read[0]])):
        return Origin(_call_before(steps, calls, read[0]), asked=read[0])
    for number in reversed(calls):
        if number in values and (_is_result(got, number) or alike(got, values[number])):
            return Origin(number, whole=True)
    for number in reversed(values):
        target = steps[number][0].target
        if steps[number][0].do == "record" and type(target) is int and alike(got, values[number]):
            # Taken out of an answer, and looked at after what was done with it meanwhile.
            if number > target + 1 and steps[target][0].target in PYTHONS:
                return Origin(_call_before(steps, calls, number), asked=number)
            return Origin(target, whole=True)
    for number in reversed(values):
        alike_or_it = _is_result(got, number) or alike(got, values[number])
        if steps[number][0].do == "get" and alike_or_it:
            return Origin(_call_before(steps, calls, number), asked=number)
    for number in reversed(calls):
        found = _part(got, want, values.get(number), _right_value(right, number))
        if found is not None:
            whole = as_listed(values[number])
            name = _name_of(whole, found)
            return Origin(number, part=found, parts=len(whole), name=name)
    return Origin(calls[-1])


def _last_read(steps: Steps) -> Origin:
    """Where nothing was called: what a class has was asked for, `Film.most`."""
    read = [n for n, (operation, _) in enumerate(steps) if operation.do == "get" and operation.name]
    return Origin(read[-1], asked=read[-1]) if read else Origin(None)


def _is_call(operation: Operation) -> bool:
    """Whether something was called, besides the indexing that leads to an object in an answer."""
    leads_on = operation.keep and operation.target in PYTHONS
    return operation.do in (*CALLS, "items") and not leads_on


def _name_of(whole: Any, part: int) -> str:
    """A part's name, where it has one: for a student, not for the author of a check."""
    if not isinstance(whole, Row):
        return ""
    return _PARTS.get((whole._name, whole._names[part]), whole._names[part])


def of_first_answer(steps: Steps) -> Origin:
    """Of a held answer that did not last: the call it came from, and the last time it was asked
    for, which found it changed by the step before."""
    last = len(steps) - 1
    call = steps[last][0].target
    return Origin(call if isinstance(call, int) else None, asked=last)


def of_stale_answer(steps: Steps) -> Origin:
    """Of an answer to arguments as they were before they were changed: the call with those, and the
    last one that was made with the same objects. The last step is the call with new objects."""
    last = steps[-1][0]
    calls = [n for n, (asked, _) in enumerate(steps) if _whose(asked) == _whose(last)]
    kept = [n for n in calls if steps[n][0].keep]
    # Those with the arguments themselves came before those with what the worker keeps of them.
    fewest = min(_refs(steps[n][0]) for n in kept)
    first = max(n for n in kept if _refs(steps[n][0]) == fewest)
    return Origin(first, whole=True, asked=calls[-2])


def _whose(operation: Operation) -> tuple[str, int | str | None, str | None]:
    return operation.do, operation.target, operation.name


def _refs(operation: Operation) -> int:
    """How many of its arguments stayed in the worker."""
    return sum(isinstance(argument, Ref) for argument in _arguments(operation))


def argument_of(wire: Value) -> Any:
    """An argument's value, with what stayed in the worker as it is on the wire."""
    return from_wire(wire, lambda held: held, ours=True)


# In place of an answer that can't be taken apart.
UNREADABLE = Held(("a value that can't be looked at here",))


def answer_of(answer: Outcome | None) -> Any:
    """A returned value, with what stayed in the worker as its Held; None where there is none."""
    try:
        if not isinstance(answer, Returned):
            return None
        return from_wire(answer.value, lambda held: held)
    except WireError:
        return UNREADABLE


def alike(one: Any, other: Any) -> bool:
    """Whether two values are the same to a reader: numbers and shapes, not dtypes."""
    if isinstance(one, Handle) or isinstance(other, Handle):
        return False
    if isinstance(one, Yielded) and isinstance(other, Yielded):
        return alike(one.gave, other.gave)
    if type(one) in _PLAIN and type(other) in _PLAIN:
        if (type(one) is bool) is not (type(other) is bool):
            return False  # True is no 1 to a reader
        return bool(one == other or (one != one and other != other))
    mine, theirs = _array(one), _array(other)
    if mine is not None and theirs is not None:
        numeric = {mine.dtype.kind, theirs.dtype.kind} <= set("biufc")
        return mine.shape == theirs.shape and np.array_equal(mine, theirs, equal_nan=numeric)
    if (table := table_of(one)) is not None:
        return bool(table == table_of(other))
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        if type(one) is not type(other) or len(one) != len(other):
            return False
        # An array for each of a million numbers takes half a minute.
        if {*map(type, one), *map(type, other)} <= _NUMBERS:
            return all(a == b or (a != a and b != b) for a, b in zip(one, other, strict=True))
        return all(alike(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, (dict, set, frozenset)) and type(one) is type(other):
        one, other = spread_anew(one), spread_anew(other)
    if isinstance(one, dict) and isinstance(other, dict):
        try:
            same = one.keys() == other.keys()
        except ValueError:  # a key with an array in it
            return False
        return same and all(alike(one[key], other[key]) for key in one)
    if type(one) in _PLAIN and isinstance(other, Record):
        return bool(other == one)  # an IntEnum's member was compared as the number that it is
    if isinstance(one, Record) and isinstance(other, Record):
        return one._name == other._name and alike(one._fields, other._fields)
    if isinstance(one, PurePath) and isinstance(other, PurePath):
        return one == other
    try:
        return type(one) is type(other) and bool(one == other)
    except ValueError:  # there are arrays inside: two of them are neither equal nor not
        return False


def _is_result(got: Any, number: int) -> bool:
    """Whether a handle is what this operation returned and the worker kept."""
    return isinstance(got, Handle) and got._target == number


def root(steps: Steps, number: int) -> int:
    """The operation that made the object on which another one acts, through its attributes."""
    while isinstance(target := steps[number][0].target, int) and 0 <= target < number:
        number = target
    return number


def maker(steps: Steps, number: int) -> int:
    """The operation that made the object which another one uses: by a method, or as Python does it
    with len(x) and x[0]."""
    while (operation := steps[number := root(steps, number)][0]).target in PYTHONS:
        used = [a.operation for a in operation.args if isinstance(a, Ref)]
        if not used or not 0 <= used[0] < number:
            break
        number = used[0]
    return number


def _array(value: Any) -> np.ndarray[Any, Any] | None:
    plain = isinstance(value, (Tensor, np.ndarray, np.generic, int, float))
    return numeric_array(value) if plain else None


def _call_before(steps: Steps, calls: Sequence[int], asked: int) -> int:
    """The last call that was given the object which was asked later."""
    made = root(steps, asked)
    given = [
        n
        for n in calls
        if n < asked
        and steps[n][0].target not in PYTHONS
        and any(isinstance(a, Ref) and a.operation == made for a in _arguments(steps[n][0]))
    ]
    return (given or calls)[-1]


def _arguments(operation: Operation) -> Iterator[Any]:
    yield from operation.args
    yield from operation.kwargs.values()


def _right_value(right: Sequence[Outcome | None], number: int) -> Any:
    return answer_of(right[number]) if number < len(right) else None


def _part(got: Any, want: Any, answer: Any, right: Any) -> int | None:
    """Which part of a sequence the value is, where only one can be meant."""
    answer, right = as_listed(answer), as_listed(right)
    if not isinstance(answer, (list, tuple)) or len(answer) < 2:
        return None
    found = [n for n, part in enumerate(answer) if alike(got, part)]
    if isinstance(right, (list, tuple)) and len(right) == len(answer):
        found = [n for n in found if alike(want, right[n])]
    return found[0] if len(found) == 1 else None
