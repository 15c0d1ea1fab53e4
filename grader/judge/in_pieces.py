"""Which of a case's recorded operations a worker may be told of before it has answered the others.

A batch lies in the worker whole, and a submission that looks around there finds what it will be
asked next. Where that is made of an answer, `expand(squeeze(text))` say, the recorded question
holds the right answer to the one before. So a case is asked in pieces: an operation with something
in it that is neither what was drawn nor what was asked before, or that is an earlier answer, is
sent once there are answers to those before it. Not so before the first of the submission's own
functions is called: what a library answers until then is no answer of the submission's. An answer
that is only referred to stays in the worker, and tells nothing.

Who gave another answer isn't told the right one afterwards either: a piece that holds it is left
out. The check goes on with the answer that was given, and may ask the same once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import msgspec

from ..wire import messages
from ..wire.data import Array, CaseData, Map, Ref, Seq, TensorData
from ..wire.messages import Operation, Returned
from .recording import RecordedCase

Operations = Sequence[msgspec.Raw]
# In place of its type: a list, tuple, set or dict as a whole; a number, text or truth by itself,
# and not as one of many.
WHOLE, ALONE = "whole", "alone"


def pieces(case: RecordedCase) -> list[Operations]:
    """A case's operations in their order, cut where one may only be seen after the others. Not
    where the student's code asks a test's functions: what it asks, and when, is its own affair, so
    that a piece might end in the middle of a call."""
    if len(case.asked) < 2:
        return [case.asked]
    every = [messages.operation(raw) for raw in case.asked]
    if any(operation.do == "answer" for operation in every):
        return [case.asked]
    known = _leaves([messages.value(raw) for raw in case.drawn.values()])
    answers: set[Any] = set()
    cuts = [0]
    reached = False
    for number, operation in enumerate(every):
        asked = _leaves((operation.args, operation.kwargs)) | _asked_alone(operation)
        new = (leaf for leaf in asked - known if leaf[0] not in (WHOLE, ALONE))
        if reached and (asked & answers or any(new)):
            cuts.append(number)
        known |= asked
        reached = reached or not _is_a_librarys(operation)
        if reached:
            answers |= _answered(case.expected[number])
    return [case.asked[start:end] for start, end in zip(cuts, [*cuts[1:], None], strict=True)]


def asked_in_all(cases: Sequence[RecordedCase]) -> set[Any]:
    """What every case of a check is asked with, a parameter's name say, and no function of the
    submission's answers: it tells nothing of one."""
    if len(cases) < 2:
        return set()
    same = set.intersection(*(_asked(case.asked) for case in cases))
    return same - _leaves_answered(cases[0]) if same else same


def _leaves_answered(case: RecordedCase) -> set[Any]:
    """What the submission's own functions answer."""
    pairs = zip(map(messages.operation, case.asked), case.expected, strict=False)
    return set().union(*(_answered(right) for asked, right in pairs if not _is_a_librarys(asked)))


def telling(case: RecordedCase, usual: AbstractSet[Any] = frozenset()) -> set[int]:
    """Where the pieces begin that hold something of a right answer to what was asked before: the
    very number, text, array or list, of whatever was there before, or a text that wasn't there and
    may be made of one. usual: what tells nothing, as zeros do, which a check begins with."""
    drawn = [messages.value(raw) for raw in case.drawn.values()]
    known = _leaves(drawn) | _alone(drawn)
    for value in drawn:
        known |= _alone(value.items if isinstance(value, CaseData) else ())
    answers: set[Any] = set()
    found, at = set(), 0
    for piece in pieces(case):
        asked = _asked(piece)
        new = asked - known - usual
        if any((leaf in answers and not _is_blank(leaf)) or leaf[0] is str for leaf in new):
            found.add(at)
        known |= asked
        for number in range(at, at + len(piece)):
            answers |= _answered(case.expected[number])
        at += len(piece)
    return found


def _is_blank(leaf: tuple[Any, Any]) -> bool:
    kind, value = leaf
    return not any(value) if kind is bytes else kind is ALONE and not value[1]


def _asked(operations: Operations) -> set[Any]:
    every = [messages.operation(raw) for raw in operations]
    return _leaves([(one.args, [*one.kwargs.values()]) for one in every]).union(
        *map(_asked_alone, every)
    )


def _asked_alone(operation: Operation) -> set[Any]:
    """Not of an object's methods: what is put into it is what it gives again."""
    given = () if operation.target is not None else (*operation.args, *operation.kwargs.values())
    return _alone(given)


def _alone(values: Iterable[Any]) -> set[Any]:
    return {(ALONE, (type(one), one)) for one in values if type(one) in (bool, int, float, str)}


def _answered(expected: msgspec.Raw) -> set[Any]:
    """What an answer is made of, each of which may be asked about by itself."""
    answer = _answer(expected)
    leaves = _leaves(answer)
    return leaves | _alone([answer]) | {(ALONE, leaf) for leaf in leaves if leaf[0] is not WHOLE}


def _is_a_librarys(operation: Operation) -> bool:
    """Whether it asks something of a library, or of an earlier answer: of a library's, where
    nothing else was asked before."""
    return isinstance(operation.target, int) or operation.target not in (None, "kata")


def _answer(expected: msgspec.Raw) -> Any:
    """What was answered, or the name of what was raised."""
    outcome = messages.outcome(expected)
    return outcome.value if isinstance(outcome, Returned) else outcome.error


def _leaves(value: Any) -> set[Any]:
    """All that a value is made of, with its type: True is no 1 here, and 1 no 1.0. A list, tuple,
    set or dict as a whole, too: the same numbers in another order are another answer."""
    found: set[Any] = set()
    _gather(value, found)
    return found


def _gather(value: Any, found: set[Any]) -> Any:
    """Returns what the value is told from others by."""
    kind = type(value)
    if kind in (str, int, float, bytes):
        leaf = kind, value
        found.add(leaf)
        return leaf
    if kind is bool:
        return kind, value
    if kind in (list, tuple):
        return tuple([_gather(part, found) for part in value])
    if kind is dict:
        return _gather(tuple(value.items()), found)
    if kind in (Seq, Map):
        whole = WHOLE, _gather(value.items, found)  # and not its kind
        if len(value.items) > 1:
            found.add(whole)
        return whole
    if kind in (Array, TensorData):
        return _gather(value.data, found)
    if isinstance(value, msgspec.Struct) and kind is not Ref:
        return _gather(msgspec.structs.astuple(value), found)
    return kind
