"""Finds a smaller failing call, with the student's worker in the loop.

A recorded case is drawn again from what Hypothesis chose for it, with some of that made simpler
(simpler_choices.py): every input on the way is one that the check's strategies may draw. A state
machine's run is repeated with fewer of its steps (fewer_steps.py).

Bounded by a number of calls, so that the same submission gets the same report on a slow machine,
by how much larger than usual their answers are, which cost us time to look at, and where each of
them takes long, by the student's own time. When a bound is reached, the smallest
failure found so far is the answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import msgspec

from ..checks.channel import Channel
from ..checks.mismatch import take_wanted
from ..judge import choices
from ..judge.answer_budget import size
from ..judge.attempt import Attempt
from ..judge.channels import Live, ReferenceStopped, Trace
from ..judge.check_runner import CheckRunner, named
from ..judge.choices import Drawn
from ..judge.collect import Checks
from ..judge.extent import Extent, Larger, NoLarger
from ..judge.outcomes import Failure, Judged
from ..judge.recording import Choices, RecordedCase
from ..judge.run_case import judge
from ..wire import messages
from ..wire.messages import Operation, Outcome
from ..wire.values import Case, to_wire
from . import own_answers
from .call import length, simplicity, simplicity_of
from .earlier_calls import Alone
from .fewer_steps import fewer_steps, steps_of
from .simpler_choices import WIDTH, Simplifier

# A worker that hangs or dies on a call would do so on each of hundreds; so would a check.
_NOT_WORTH_IT = {"timeout", "cpu", "crashed", "garbled", "out_of_memory", "forbidden"}
# Of the student's own time, for one failed check. All the calls of a quick function take less.
MOST_S = 3.0
# Most of what is drawn is no simpler than what there is, and costs no call. Choices that may be
# drawn for each call; how many a case is, besides its own.
DRAWN_PER_CALL = 500
DRAWN_AT_ALL = 10


class _Enough(Exception):
    """Ends the search."""


def shrink(
    runner: CheckRunner,
    attempt: Attempt,
    judged: Judged,
    start: int,
    calls: int,
    fresh: Callable[[], AbstractContextManager[Attempt]] | None = None,
) -> Failure:
    """The simplest failure found with so many calls of the student, from recorded case number
    `start` on; with the calls before that it takes, where `fresh` gives workers that have just
    loaded the file."""
    failure = recorded(judged, start)
    replayable = judged.check.replayable and start < len(judged.check.cases)
    if _is_not_worth_it(failure) or not replayable:
        return failure
    found: Failure = runner.in_room(
        lambda checks: _Search(runner, checks, attempt, judged, failure, calls, fresh).run(start)
    )
    return found


def _is_not_worth_it(failure: Failure) -> bool:
    return failure.unended or failure.kind in _NOT_WORTH_IT


def recorded(judged: Judged, number: int) -> Failure:
    """The failure of a recorded case as it is, with the reference's answers beside it."""
    failure = judged.failures[number]
    if number >= len(judged.check.cases):
        return failure
    case = judged.check.cases[number]
    return failure.beside(
        [messages.operation(raw) for raw in case.asked],
        [messages.outcome(raw) for raw in case.expected],
    )


class _Search:
    def __init__(
        self,
        runner: CheckRunner,
        checks: Checks,
        attempt: Attempt,
        judged: Judged,
        failure: Failure,
        calls: int,
        fresh: Callable[[], AbstractContextManager[Attempt]] | None = None,
    ) -> None:
        self._checks = checks
        self._fresh, self._recorded = fresh, judged.check
        self._cases = judged.check.cases
        self._check = named(checks, judged.check.name)
        self._student = attempt.live(judged.check)
        self._budget = attempt.live_budget(judged.check)
        self._reference = runner.reference(judged.check)
        self._understudy = runner.reference_as_student(judged.check)
        self._best = self._as_recorded = failure
        self._best_key: tuple[Any, ...] = ()
        self._best_arguments: dict[str, Any] = {}
        self._keys: dict[Choices, tuple[Any, ...]] = {}
        self._fixtures: dict[str, Any] = {}
        self._calls, self._draws = calls, calls * DRAWN_PER_CALL
        self._spent_s = attempt.spent_s
        self._patience = attempt.patience
        self._usual_s = judged.check.usual_s
        # A check that ended with these answers ends with smaller ones, mostly.
        answers = (answer for _, answer in failure.steps if answer is not None)
        self._extent = Extent(map(messages.encode, answers))
        self._until_s = attempt.spent_s() + MOST_S

    def run(self, start: int) -> Failure:
        self._checks.run(self._check, lambda _, fixtures: self._simplify(start, fixtures))
        return self._best

    def _simplify(self, start: int, fixtures: dict[str, Any]) -> None:
        case = self._cases[start]
        self._budget.for_a_search(size(case.expected))
        self._fixtures = fixtures
        try:
            if case.choices is None:
                self._shorten(case.arguments())
            else:
                self._choose(case, case.choices)
        except _Enough:
            pass
        if self._fresh is not None and self._best_arguments and self._is_to_be_tried_alone():
            alone = Alone(self._fresh, self._recorded, self._again_in)
            self._best = alone.with_what_it_takes(self._best)

    def _is_to_be_tried_alone(self) -> bool:
        """An imported test's recorded case is anyway (earlier_calls.asked_alone)."""
        return not self._checks.imported or self._best is not self._as_recorded

    def _again_in(self, student: Live) -> Failure | None:
        """How the simplest case so far fails in another worker, if it does."""
        student.new_case()
        failure = self._judged(self._best_arguments, student)
        return None if failure is None else self._beside(failure, self._best_arguments)

    def _shorten(self, arguments: dict[str, Any]) -> None:
        self._best_key = _key(self._best, arguments)
        self._best_arguments = self._fixtures | arguments
        shorter: dict[str, Any] | None = arguments
        while shorter is not None:
            arguments = shorter
            every = fewer_steps(arguments)
            shorter = next((fewer for fewer in every if self._fails(fewer)), None)

    def _choose(self, case: RecordedCase, chosen: Choices) -> None:
        now = choices.drawn(self._check, chosen)
        if now is None or not _is_same(now, case):
            return  # recorded with a Hypothesis whose strategies choose otherwise
        self._best_key = _key(self._best, now.arguments, self._simplicity(now))
        self._best_arguments = self._fixtures | now.arguments
        Simplifier(
            now,
            self._again,
            self._simplicity,
            lambda drawn: self._fails(drawn.arguments, self._simplicity(drawn)),
        ).run()

    def _simplicity(self, drawn: Drawn) -> tuple[Any, ...]:
        """The key of a case, worked out once: the simplest so far is compared with each."""
        if drawn.choices not in self._keys:
            self._keys[drawn.choices] = _simplicity(drawn)
        return self._keys[drawn.choices]

    def _again(self, chosen: Choices) -> Drawn | None:
        if self._draws < 0:
            raise _Enough
        self._draws -= len(chosen) + DRAWN_AT_ALL
        return choices.drawn(self._check, chosen)

    def _fails(self, drawn: dict[str, Any], more: tuple[Any, ...] = ()) -> bool:
        """Whether a case fails, and what is shown of it is simpler than the best so far."""
        arguments = self._fixtures | drawn
        failure = self._failure(arguments)
        if failure is None:
            return False
        key = _key(failure, drawn, more)
        beside = self._beside(failure, arguments) if key < self._best_key else None
        if beside is None:
            return False
        self._best, self._best_key = beside, key
        self._best_arguments = arguments
        return True

    def _beside(self, failure: Failure, arguments: dict[str, Any]) -> Failure | None:
        """The failure with what is right in its place; None where nobody knows what is."""
        right = self._right_answers(arguments)
        if right is None:
            return None
        return own_answers.marked(failure.beside(*right), take_wanted())

    def _right_answers(
        self, arguments: dict[str, Any]
    ) -> tuple[list[Operation], list[Outcome | None]] | None:
        """What the reference is asked in the student's place, and answers. None where the check
        doesn't hold for it on this input: then failing it doesn't count."""
        self._understudy.new_case()
        self._reference.new_case()
        trace = Trace(self._understudy)
        try:
            body = self._check.body
            if judge(body, arguments, self._checks, trace, self._reference) is not None:
                return None
        except ReferenceStopped:
            return None
        return [operation for operation, _ in trace.steps], [answer for _, answer in trace.steps]

    def _failure(self, arguments: dict[str, Any]) -> Failure | None:
        if not self._calls or self._spent_s(self._until_s) >= self._until_s:
            raise _Enough
        self._calls -= 1
        try:
            self._student.new_case()
            failure = self._judged_here(arguments)
        except Larger:
            self._student.new_case()
            failure = self._judged(arguments, self._student)
        if failure is not None and _is_not_worth_it(failure):
            raise _Enough
        return failure

    def _judged(
        self, arguments: dict[str, Any], student: Channel, in_a_fork: bool = True
    ) -> Failure | None:
        self._reference.new_case()
        try:
            return judge(
                self._check.body,
                arguments,
                self._checks,
                student,
                self._reference,
                patience=self._patience,
                usual_s=self._usual_s,
                in_a_fork=in_a_fork,
            )
        except ReferenceStopped:
            return None  # nobody can say what is right here

    def _judged_here(self, arguments: dict[str, Any]) -> Failure | None:
        """Raises Larger where this process may be in for more than the check had until now."""
        if self._checks.imported:  # in a fork anyway
            return self._judged(arguments, self._student)
        within = NoLarger(self._student, self._extent)
        failure = self._judged(arguments, within, in_a_fork=False)
        if within.was_larger:
            raise Larger
        return failure


def _is_same(drawn: Drawn, case: RecordedCase) -> bool:
    def raw(value: Any) -> msgspec.Raw:
        return msgspec.Raw(messages.encode(to_wire(value, exact=True)))

    return {name: raw(value) for name, value in drawn.arguments.items()} == case.drawn


def _key(
    failure: Failure, arguments: dict[str, Any], more: tuple[Any, ...] = ()
) -> tuple[Any, ...]:
    """How many steps a program has; the simplicity of the call that is shown, then of what was
    drawn for it, a layer's weights, say. more: what else to compare by."""
    if failure.call is None:
        return (math.inf,)
    size, *rest = simplicity(failure.call)
    return (steps_of(arguments), size, _length(arguments), *rest, *more)


def _simplicity(drawn: Drawn) -> tuple[Any, ...]:
    """What a person takes in at a glance comes first: few steps, few numbers, short texts; of
    those alike, what the strategies think is simpler."""
    arguments = drawn.arguments
    size, *rest = simplicity_of(list(_values(arguments)))
    known = (steps_of(arguments), size, _length(arguments), *rest)
    return (*known, len(drawn.choices), *_distances(drawn))


def _length(arguments: dict[str, Any]) -> int:
    return sum(map(length, _values(arguments)))


def _values(arguments: dict[str, Any]) -> Iterator[Any]:
    for value in arguments.values():
        yield from value if isinstance(value, Case) else (value,)


def _distances(drawn: Drawn) -> Iterator[tuple[float, float, str]]:
    """How far each choice is from its simplest. Of packed numbers the last should be 0 first."""
    every = zip(drawn.choices, drawn.simplest, drawn.signs, drawn.packed, strict=True)
    for choice, simplest, sign, packed in every:
        if isinstance(choice, (str, bytes)) or isinstance(simplest, (str, bytes)):
            text, first = _letters(choice), _letters(sign)
            yield len(text), len(text) - text.count(first), text
        elif packed:
            yield int.from_bytes(int(choice).to_bytes(WIDTH)[::-1]), 0, ""
        else:
            far = 0.0 if choice == simplest else abs(choice - simplest)
            yield (far if far == far else math.inf), 0, ""


def _letters(text: Any) -> str:
    return text.decode("latin-1") if isinstance(text, bytes) else str(text)
