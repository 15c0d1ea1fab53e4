"""A check's recorded cases with a submission's answers, judged by the check's own body: an author's
own checks in a fork of this process first, where the answers aren't like the recorded ones, and
wherever a check asks what wasn't recorded.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ..checks.channel import Channel
from ..checks.notes import take_notes
from ..process import forked
from ..process.batches import Batched
from .ahead import MEMORY_MIB
from .alike import alike
from .answer_budget import Answers
from .attempt import Attempt, functions_of
from .channels import AnotherAnswer, CaseChannel, Live, Replay
from .collect import Check, Checks
from .extent import Extent
from .outcomes import Failure, too_large
from .recording import RecordedCase, RecordedCheck
from .rehearsal import AskedLive, Nobody, Rehearsal, Rehearsed
from .run_case import judge, not_ended

# How a note on an answer begins.
_ANSWER = "The answer is"


class RecordedCases:
    """One check's."""

    def __init__(
        self,
        check: Check,
        checks: Checks,
        attempt: Attempt,
        recorded: RecordedCheck,
        batched: Batched,
        reference: Callable[[RecordedCheck], Live],
    ) -> None:
        self._check, self._checks, self._attempt = check, checks, attempt
        self._recorded, self._batched, self._reference = recorded, batched, reference
        self._ahead = Rehearsed()
        # What was judged while a fork went on, with its notes.
        self._beside: dict[int, tuple[Failure | None, list[str]]] = {}
        # A case was given up, and there is no time for another that might be.
        self._is_over = False
        self._held = not checks.imported and forked.possible()
        # In the order in which they came.
        self.notes: dict[str, None] = {}
        self.failures: dict[int, Failure] = {}

    def run(self, numbers: Sequence[int], fixtures: dict[str, Any]) -> None:
        left = [number for number in numbers if self._may_be_judged(number)]
        if self._held:
            left = self._run_unasked(left, fixtures)
        for number in left:
            failure = self._asking(number, fixtures)
            self._keep(number, failure, self._notes_of(number))
        self.failures = dict(sorted(self.failures.items()))

    def _run_unasked(self, numbers: Sequence[int], fixtures: dict[str, Any]) -> list[int]:
        """Returns the cases that ask what wasn't recorded."""
        with forked.within_memory(MEMORY_MIB):
            self._rehearse(numbers, fixtures)
            asking = set(self._ahead.asking)
            for number in numbers:
                if number in asking or number in self._ahead.passed:
                    continue
                try:
                    self._keep(number, *self._one(number, fixtures))
                except AskedLive:
                    asking.add(number)
        return sorted(asking)

    def _keep(self, number: int, failure: Failure | None, notes: Iterable[str]) -> None:
        self.notes.update(dict.fromkeys(notes))
        if failure is not None:
            given_up = failure.unended and self._attempt.patience.left_s <= 0
            self._is_over = self._is_over or given_up
            self.failures[number] = kept(failure, self._attempt, self._batched.cases[number])

    def _rehearse(self, numbers: Sequence[int], fixtures: dict[str, Any]) -> None:
        cases, came = self._recorded.cases, self._batched.cases
        rehearsal = Rehearsal(
            lambda number: self._unasked(number, fixtures),
            self._notes_of,
            self._attempt.patience,
            self._recorded.usual_s,
            lambda number: self._judge_beside(number, fixtures),
        )
        extent = Extent(raw for case in cases for raw in case.expected)
        self._ahead = rehearsal.of(
            [
                number
                for number in numbers
                if not alike(came[number], cases[number].expected)
                and not all(extent.holds(raw, smaller=False) for raw in came[number])
            ]
        )
        self.notes.update(dict.fromkeys(self._ahead.notes))

    def _judge_beside(self, number: int, fixtures: dict[str, Any]) -> None:
        with contextlib.suppress(BaseException):  # is judged in its turn, and met again
            take_notes()
            failure = self._unasked(number, fixtures)
            self._beside[number] = failure, list(self._notes_of(number))

    def _notes_of(self, number: int) -> Iterator[str]:
        return _with_subject(take_notes(), self._recorded.cases[number])

    def _may_be_judged(self, number: int) -> bool:
        answers, expected = self._batched.cases[number], self._recorded.cases[number].expected
        if self._attempt.allowance.may_be_judged(answers, expected):
            return True
        self.failures[number] = too_large(answers)
        return False

    def _one(self, number: int, fixtures: dict[str, Any]) -> tuple[Failure | None, Iterable[str]]:
        """How a case fails, if it does, and what was noted."""
        never = self._ahead.stopped.get(number)
        if never is not None or number in self._ahead.left or self._is_over:
            asked, answers = self._recorded.cases[number].asked, self._batched.cases[number]
            return not_ended(never, asked, answers), ()
        if number in self._beside:
            return self._beside.pop(number)
        return self._unasked(number, fixtures), self._notes_of(number)

    def _asking(self, number: int, fixtures: dict[str, Any]) -> Failure | None:
        recorded = self._recorded
        return self._judged(
            number,
            fixtures,
            lambda: self._attempt.live(recorded),
            lambda: self._reference(recorded),
            in_a_fork=self._held,
        )

    def _unasked(self, number: int, fixtures: dict[str, Any]) -> Failure | None:
        """Raises AskedLive where the check asks what wasn't recorded."""
        asked = Nobody()
        failure = self._judged(number, fixtures, asked, asked)
        asked.settle()
        return failure

    def _judged(
        self,
        number: int,
        fixtures: dict[str, Any],
        student: Callable[[], CaseChannel],
        reference: Callable[[], CaseChannel],
        in_a_fork: bool = False,
    ) -> Failure | None:
        """student, reference: who is asked where the check asks what wasn't recorded."""
        case, answers = self._recorded.cases[number], self._batched.cases[number]

        def judged(mine: Channel, theirs: Channel) -> Failure | None:
            return judge(
                self._check.body,
                fixtures | case.arguments(),
                self._checks,
                mine,
                theirs,
                case,
                patience=self._attempt.patience,
                usual_s=self._recorded.usual_s,
                in_a_fork=in_a_fork,
            )

        try:
            return judged(
                Replay(case.asked, answers, student),
                Replay(case.reference_asked, case.reference_answers, reference),
            )
        except AnotherAnswer:  # the student's, or the reference's
            both = student(), reference()
            for live in both:
                live.new_case()
            return judged(*both)


def kept(failure: Failure, attempt: Attempt, answers: Answers) -> Failure:
    """The failure, with the answers that led to it as far as there is room for them."""
    if attempt.allowance.may_be_explained(answers):
        return failure
    return Failure(failure.kind, failure.message, None, None, (), bare=True)


def _with_subject(notes: Sequence[str], case: RecordedCase) -> Iterator[str]:
    """Notes on answers, with the function whose they are, where the case asks no other: a report
    has all of them in one place, and a file may have several functions."""
    names = list(dict.fromkeys(functions_of(case))) if notes else []
    of = f"The answer of {names[0]} is" if len(names) == 1 else _ANSWER
    return (note.replace(_ANSWER, of, 1) if note.startswith(_ANSWER) else note for note in notes)
