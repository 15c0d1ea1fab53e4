"""Which of the operations' answers a side of a claim is, or is worked out from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from ..asserts.claims import Part
from ..asserts.operands import UNSEEN
from ..wire import messages
from ..wire.data import Held, Ref
from ..wire.yielded import Yielded, as_listed
from .answers import (
    Answer,
    answers_of,
    is_comparison,
    is_constant,
    is_said_by,
    last_asked,
    without_names,
)
from .gathered_items import walked_through
from .origin import Steps, alike

_NAME = re.compile(r"\w+")


class WhichAnswer:
    """right: the reference's answers to the same steps, as far as they are known."""

    def __init__(self, steps: Steps, right: Sequence[msgspec.Raw]) -> None:
        self._steps = steps
        self._right = right
        self.answers = list(answers_of(steps))

    def is_wrong(self, answer: Answer) -> bool | None:
        """Whether the reference answers otherwise; None where nobody knows."""
        came = self._steps[answer.number][1]
        if answer.number >= len(self._right) or isinstance(answer.value, (Held, Ref)):
            return None
        return came is not None and messages.encode(came) != bytes(self._right[answer.number])

    def weight(self, part: Part) -> tuple[int, int]:
        """How surely a side is the student's; between two answers, the later one."""
        found = self.whole(part)
        if found is not None:
            constant = is_constant(self._steps[found.number][0])
            return (0, 1) if constant else (3, found.number)
        if (found := self.inner(part)) is not None:
            return 2, found.number
        return int(not part.fixed), 0

    def whole(self, part: Part) -> Answer | None:
        """The answer that a side is, or the exception whose message it is."""
        if part.fixed or part.value is UNSEEN:
            return None
        found = self.answer(part.value, part.text)
        if found is not None and (caught := self._caught(part)) and found.number < caught.number:
            return None  # as an answer of before, what an exception has is there by accident
        if found is not None and found.raised is None and not part.asked and self.inner(part):
            return None
        return found

    def inner(self, part: Part) -> Answer | None:
        """The answer that a side is worked out from."""
        if part.fixed:
            return None  # its numbers may be an answer's by accident
        found = (self.answer(value) for value in part.inner if not is_small(value))
        first = next((a for a in found if a is not None), None)
        if first is None:
            first = next((a for value in part.inner if (a := self.answer(value))), None)
        caught = self._caught(part)
        return caught if caught and (first is None or first.number < caught.number) else first

    def _caught(self, part: Part) -> Answer | None:
        """What raised the exception that a side is a part of."""
        errors = (v for v in part.inner if issubclass(type(v), BaseException))
        raised = next((r for v in errors if (r := vars(v).get("raised")) is not None), None)
        every = (a for a in reversed(self.answers) if a.raised is not None)
        return next((a for a in every if a.raised == raised), None)

    def of(self, part: Part) -> Answer | None:
        return self.whole(part) or self.inner(part)

    def answer(self, value: Any, text: str = "") -> Answer | None:
        """The last answer that a value is; of several, one that is asked for in its text, and one
        that is wrong. A name of the file that isn't written there may have the same value by
        accident."""
        names = {*_NAME.findall(text)}
        written: list[Answer] = []
        same: list[Answer] = []
        for answer in reversed(self.answers):
            operation = self._steps[answer.number][0]
            asked = not names or operation.name in names
            if not asked and (same or (text and is_constant(operation))):
                continue
            if self.is_its(value, answer):
                (written if asked else same).append(answer)
        found = written or same
        return next((a for a in found if self.is_wrong(a)), next(iter(found), None))

    def is_its(self, value: Any, answer: Answer) -> bool:
        if answer.raised is not None:
            return is_said_by(value, answer.raised)
        return alike(value, answer.value) and not self._is_verdict_on(value, answer)

    def _is_verdict_on(self, value: Any, answer: Answer) -> bool:
        """Whether the answer is True only because objects were compared, and the value a number."""
        compared = is_comparison(self._steps[answer.number][0])
        return compared and isinstance(answer.value, bool) and type(value) is not bool

    def last(self) -> Answer | None:
        called = without_names(self.answers, self._steps)
        found = last_asked(called or self.answers, self._steps)
        walked = None if found is None else walked_through(self._steps, found.number)
        return next((a for a in self.answers if a.number == walked), found)


def is_small(value: Any) -> bool:
    """Whether a value may be the same as an answer by accident."""
    if isinstance(value, (str, list, tuple, dict, Yielded)):
        return not as_listed(value)
    return value is None or isinstance(value, (bool, int))
