"""Which call's answer an item is, where a test gathered the answers to several calls in a list or a
dict: calls may well have given the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from ..checks.hashed import spread_anew
from ..wire import messages
from .answers import Answer, is_comparison
from .origin import Steps, alike, answer_of

Pair = tuple[Any, Any]
IsIts = Callable[[Any, Answer], bool]


def pairs_of(got: Any, want: Any) -> Iterator[Pair]:
    """The items of two lists of one length, or of two dicts with the same keys."""
    if isinstance(got, dict) and isinstance(want, dict):
        mine, theirs = spread_anew(got), spread_anew(want)
        if mine.keys() == theirs.keys():
            yield from ((item, theirs[key]) for key, item in mine.items())
    elif isinstance(got, (list, tuple)) and isinstance(want, (list, tuple)):
        yield from zip(got, want, strict=True) if len(got) == len(want) else ()


def one_of_several(
    pairs: Sequence[Pair],
    number: int,
    answers: Sequence[Answer],
    is_its: IsIts,
    right: Sequence[msgspec.Raw],
) -> Answer | None:
    """The answer that the item of this number is. right: the reference's answers, where they are
    known: of calls that gave the same, it is the one that should have given what was expected."""
    got, want = pairs[number]
    same = [answer for answer in answers if is_its(got, answer)]
    meant = [answer for answer in same if _should_be(want, answer, right)] or same
    turn = _in_turn([one for one, _ in pairs], answers, is_its)
    if turn and turn[number] in meant:
        return turn[number]
    return meant[-1] if meant else None


def compared_wrongly(steps: Steps, right: Sequence[msgspec.Raw]) -> int | None:
    """The first step that the reference answers otherwise, where objects were compared there, by
    sorted() say: what was asked after it hangs on that, and may be right."""
    for number, ((operation, answer), known) in enumerate(zip(steps, right, strict=False)):
        if answer is not None and messages.encode(answer) != bytes(known):
            return number if is_comparison(operation) and type(answer_of(answer)) is bool else None
    return None


def _should_be(want: Any, answer: Answer, right: Sequence[msgspec.Raw]) -> bool:
    if answer.number >= len(right):
        return False
    return alike(want, answer_of(messages.outcome(right[answer.number])))


def _in_turn(items: Sequence[Any], answers: Sequence[Answer], is_its: IsIts) -> list[Answer]:
    """The last answers that are these items one after the other; none where there are no such."""
    found: list[Answer] = []
    left = iter(reversed(answers))
    for item in reversed(items):
        answer = next((one for one in left if is_its(item, one)), None)
        if answer is None:
            return []
        found.insert(0, answer)
    return found
