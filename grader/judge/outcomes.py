"""What came of a check: which cases failed, and how. Frozen data, told to nobody yet."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeGuard

from ..process.batches import Batched
from ..wire import messages
from ..wire.data import RecordData, Value
from ..wire.messages import CALLS, PYTHONS, Operation, Outcome, Raised, Returned
from ..wire.ranges import in_ranges
from ..wording.place import Origin
from .answer_budget import Answers, size
from .asked import right_for, unwrapped
from .recording import RecordedCase, RecordedCheck


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a case failed. kind: a Mismatch's kind, "error", "forbidden" or a worker's ending.

    right: what the reference answers to the first of the steps, as far as it was asked the same.
    expected: what should have come, in words, where it is no value. place: where the wrong value
    came from, where that is known already.
    before: how many of the steps come first because it takes them, though they are another case's;
    None where it takes such and nobody knows which. reads: steps that are shown, too, as they
    change something, though they only read.
    compared_to: steps whose answers it was compared with, where nobody knows which is wrong.
    bare: the answers were too large to be kept, and with them what there is to explain.
    unended: the check was given up. tried: it was begun with these answers.
    skipped: the check's body skipped itself.
    given: where an imported test's values were given, each of them that can be changed.
    compared: the number of the comparison that failed, among all that the body makes; None where
    nobody knows. made: whether what was expected in it was made from other answers of the
    student's; None where it wasn't looked at.
    half: the function that raised NotImplementedError answers other calls.
    """

    kind: str
    message: str
    got: Any
    want: Any
    steps: tuple[tuple[Operation, Outcome | None], ...]
    raised: Raised | None = None
    right: tuple[Outcome | None, ...] = ()
    bare: bool = False
    unended: bool = False
    tried: bool = True
    expected: str = ""
    before: int | None = 0
    reads: tuple[int, ...] = ()
    compared_to: tuple[int, ...] = ()
    place: Origin | None = None
    skipped: bool = False
    compared: int | None = None
    made: bool | None = None
    given: tuple[tuple[tuple[int, int], ...], ...] = ()
    half: bool = False
    _origin: list[Origin] = field(default_factory=list, init=False, compare=False, repr=False)

    @property
    def is_unwritten(self) -> bool:
        """Whether the stub was left as it is: the call raised a bare NotImplementedError.

        Libraries raise it too, with a message about what they can't do.
        """
        if self.half or not self.steps:
            return False
        asked, last = self.steps[-1]
        if asked.is_program:
            return isinstance(last, Returned) and _ended_unwritten(last.value)
        return is_bare(last)

    @property
    def origin(self) -> Origin:
        """Where the wrong value came from. Looked up once: it decodes every answer."""
        if self.place is not None:
            return self.place
        if not self._origin:
            self._origin.append(self._found())
        return self._origin[0]

    def _found(self) -> Origin:
        # It loads NumPy, which a right submission does without.
        from ..wording.origin import of_first_answer, of_stale_answer, origin

        if self.kind == "lasting":
            return of_first_answer(self.steps)
        if self.kind == "stale":
            return of_stale_answer(self.steps)
        return origin(self.steps, self.right, self.got, self.want)

    @property
    def call(self) -> Operation | None:
        """The call of the student's that a counterexample shows."""
        number = self.origin.call
        if number is None:
            return None
        from .kept_arguments import with_values

        return with_values(self.steps, number)

    @property
    def has_come_back(self) -> bool:
        """Whether that call did, of a case in which something later stopped the worker."""
        number = self.origin.call
        return number is not None and isinstance(self.steps[number][1], Returned)

    def beside(self, asked: Sequence[Operation], answers: Sequence[Outcome | None]) -> Failure:
        """The same failure, with the reference's answers to the same questions."""
        known = replace(self, right=right_for(self.steps, asked, answers))._at_the_last_change()
        return known._of_who_answered_nothing() if self.raised is not None else known

    def _at_the_last_change(self) -> Failure:
        """Of a value that the test gave: at the last call that changed it, or should have."""
        place = self.place
        if place is None or not place.given or place.call is None or not self.given:
            return self
        from ..wording.one_value import last_change

        call = last_change(self.steps, self.right, self.given, place.call)
        return self if call is None else replace(self, place=replace(place, call=call))

    def _of_who_answered_nothing(self) -> Failure:
        """Where the call that raised was given None, which another one answered instead of a value:
        that one's failure."""
        raised = [n for n, (_, answer) in enumerate(self.steps) if isinstance(answer, Raised)]
        last = self.steps[raised[-1]][0] if raised else None
        if last is None or not any(a is None for a in (*last.args, *last.kwargs.values())):
            return self
        number = next((n for n in reversed(range(raised[-1])) if self._is_lacking(n)), None)
        if number is None:
            return self
        from ..wording.claim_words import NOTHING

        place = Origin(number, whole=True)
        return replace(self, kind="missing", message=NOTHING, raised=None, place=place)

    def _is_lacking(self, number: int) -> bool:
        """Whether a call answered None where the reference's has a value."""
        operation, answer = self.steps[number]
        right = self.right[number] if number < len(self.right) else None
        if operation.do not in CALLS or not isinstance(right, Returned):
            return False
        return isinstance(answer, Returned) and answer.value is None and right.value is not None


def is_bare(outcome: Outcome | None) -> TypeGuard[Raised]:
    """Whether a call raised NotImplementedError without a word, as a stub does."""
    if not isinstance(outcome, Raised):
        return False
    return outcome.error == "NotImplementedError" and not outcome.message


def _ended_unwritten(ran: Value) -> bool:
    """Of what a program's run gave, its error is one item."""
    return isinstance(ran, RecordData) and ("error", "NotImplementedError") in ran.fields


def too_large(answers: Answers) -> Failure:
    """The failure of a case whose answers were not looked at."""
    unwritten = in_ranges(answers)
    much = f"{size(answers) / 2**20:.1f} MiB"
    if unwritten > size(answers):
        much = (
            f"a range of {unwritten:,} numbers" if unwritten < sys.maxsize else "an endless range"
        )
    said = f"returned {much}, far more than was asked for"
    return Failure("large", said, None, None, (), bare=True)


def stopped(case: RecordedCase, batched: Batched) -> Failure:
    """The failure of the case that was under way when the worker stopped."""
    asked = [messages.operation(raw) for raw in case.asked]
    steps = tuple((operation, None) for operation in asked)
    place = _under_way(asked)
    return Failure(str(batched.ending), batched.detail, None, None, steps, place=place)


def _under_way(asked: Sequence[Operation]) -> Origin | None:
    """Which of a case's calls was under way, nobody knows. Of several of one function, the first
    is shown: what a check does with its answer, and asks then, would be ours to explain. The last
    one where Python's own functions, `next` say, are given what it came to. None where methods of
    an object are called."""
    calls = [(number, unwrapped(one)) for number, one in enumerate(asked) if one.do in CALLS]
    if any(isinstance(call.target, int) for _, call in calls):
        return None
    own = [(number, call.name) for number, call in calls if call.target is None]
    first = next((n for n, name in own if name == own[-1][1]), None)
    if first is None:
        return None
    used = [call.target for n, call in calls if n > first]
    read = used and all(target in PYTHONS for target in used)
    return Origin(calls[-1][0] if read else first, whole=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A check as it went: failures by case number; `ending` says why it stopped early; untold: in
    how many cases a stand-in for a GPU could not tell."""

    check: RecordedCheck
    failures: Mapping[int, Failure] = field(default_factory=dict)
    ran: int = 0
    ending: str | None = None
    detail: str = ""
    batched: Batched = field(default_factory=Batched)
    notes: tuple[str, ...] = ()
    untold: int = 0
    duration_s: float = 0.0
