"""Which functions give an answer that could change later, or are given what they could change, and
no check looks whether they do.

Read off the recording: what the reference answers, and what the checks ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..judge.recording import RecordedCase, RecordedCheck
from ..wire import messages
from ..wire.data import Array, Map, Ref, Seq, TensorData, Value
from ..wire.messages import CALLS, Operation, Returned


def unwatched(checks: Sequence[RecordedCheck]) -> tuple[str, ...]:
    """The functions whose answers can be changed, without any that a check holds and asks for
    again after another call."""
    changeable: dict[str, None] = {}
    watched: set[str] = set()
    for check in checks:
        for case in check.cases:
            asked = [messages.operation(raw) for raw in case.asked]
            changeable |= dict.fromkeys(_changeable(case, asked))
            watched.update(_watched(asked))
    return tuple(name for name in changeable if name not in watched)


def unobserved(checks: Sequence[RecordedCheck]) -> tuple[str, ...]:
    """The functions that are given lists, dictionaries or arrays, without any call of theirs that
    tells whether they are changed: one that is observed, or given what the check holds and asks for
    afterwards. What an imported test gives is changed in the test as well."""
    every = [given for check in checks for case in check.cases for given in _given(case)]
    watched = {name for name, is_watched in every if is_watched}
    return tuple(dict.fromkeys(name for name, _ in every if name not in watched))


def _given(case: RecordedCase) -> Iterator[tuple[str, bool]]:
    """The functions that are given what can be changed, and whether that is looked at."""
    asked = [messages.operation(raw) for raw in case.asked]
    looked_at = {one.target: number for number, one in enumerate(asked) if _asks_for_all(one)}
    for number, operation in enumerate(asked):
        if operation.do not in CALLS or operation.target is not None:
            continue
        wires = (*operation.args, *operation.kwargs.values())
        held = [wire.operation for wire in wires if isinstance(wire, Ref)]
        is_watched = operation.do == "observe" or operation.faithful
        is_watched = is_watched or any(looked_at.get(one, -1) > number for one in held)
        if is_watched or any(map(_can_change, wires)):
            yield operation.name or "", is_watched


def _asks_for_all(operation: Operation) -> bool:
    """Whether it asks for the whole value of what is held."""
    return operation.do == "get" and operation.name is None


def _changeable(case: RecordedCase, asked: Sequence[Operation]) -> Iterator[str]:
    for operation, raw in zip(asked, case.expected, strict=True):
        if operation.do in CALLS and operation.target is None and operation.name:
            answer = messages.outcome(raw)
            if isinstance(answer, Returned) and _can_change(answer.value):
                yield operation.name


def _can_change(value: Value) -> bool:
    if isinstance(value, Array):
        return value.writeable
    if isinstance(value, Seq) and value.kind in ("tuple", "frozenset"):
        return any(map(_can_change, value.items))
    return isinstance(value, (TensorData, Map)) or (
        isinstance(value, Seq) and value.kind in ("list", "set")
    )


def _watched(asked: Sequence[Operation]) -> Iterator[str]:
    calls = [n for n, operation in enumerate(asked) if operation.do in CALLS]
    for number, operation in enumerate(asked):
        if operation.do != "get" or operation.name is not None:
            continue
        held = operation.target
        if held in calls and any(held < call < number for call in calls):
            name = asked[held].name
            if asked[held].target is None and name:
                yield name
