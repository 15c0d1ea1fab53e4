"""Which of a case's recorded operations a worker may be told of before it has answered the others.

A batch lies in the worker whole, and a submission that looks around there finds what it will be
asked next. Where that is made of an answer, `expand(squeeze(text))` say, the recorded question
holds the right answer to the one before. So a case is asked in pieces: an operation with something
in it that is neither what was drawn nor what was asked before, or that is an earlier answer, is
sent once there are answers to those before it. Not so before the first of the submission's own
functions is called: what a library answers until then is no answer of the submission's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from .recording import RecordedCase

Operations = Sequence[msgspec.Raw]
# Where a value's bytes stand in an array's struct, or a tensor's: (tag, dtype, shape, data, …).
_DATA = 3
# Of an operation's parts: what to do, on what, and with what, by position and by name.
_DO, _TARGET, _ARGS, _KWARGS = 0, 1, 3, 4


def pieces(case: RecordedCase) -> list[Operations]:
    """A case's operations in their order, cut where one may only be seen after the others. Not
    where the student's code asks a test's functions: what it asks, and when, is its own affair, so
    that a piece might end in the middle of a call."""
    if len(case.asked) < 2:
        return [case.asked]
    every = [_decoded(raw) for raw in case.asked]
    if any(parts[_DO] == "answer" for parts in every):
        return [case.asked]
    known = {leaf for raw in case.drawn.values() for leaf in _leaves(_decoded(raw))}
    answers: set[Any] = set()
    cuts = [0]
    reached = False
    for number, parts in enumerate(every):
        asked = {leaf for part in parts[_ARGS : _KWARGS + 1] for leaf in _leaves(part)}
        if reached and (asked - known or asked & answers):
            cuts.append(number)
        known |= asked
        reached = reached or not _is_a_librarys(parts)
        if reached:
            answers.update(_leaves(_decoded(case.expected[number])[1]))
    return [case.asked[start:end] for start, end in zip(cuts, [*cuts[1:], None], strict=True)]


def _is_a_librarys(parts: Sequence[Any]) -> bool:
    """Whether it asks something of a library, or of an earlier answer: of a library's, where
    nothing else was asked before."""
    return isinstance(parts[_TARGET], int) or parts[_TARGET] not in (None, "kata")


def _decoded(raw: msgspec.Raw) -> Any:
    return msgspec.msgpack.decode(raw)


def _leaves(value: Any) -> Iterator[Any]:
    """All that a value is made of, with its type: True is no 1 here, and 1 no 1.0."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(key)
            yield from _leaves(part)
    elif isinstance(value, list):
        is_array = len(value) > _DATA and isinstance(value[_DATA], bytes)
        for part in value[_DATA : _DATA + 1] if is_array else value:
            yield from _leaves(part)
    elif value is not None and not isinstance(value, bool):
        yield type(value), value
