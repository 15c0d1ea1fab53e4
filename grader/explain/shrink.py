"""Finds a smaller failing call, with the student's worker in the loop.

First simpler_inputs.py makes the simplest recorded case simpler still, within what the recorded
cases stay within (input_ranges.py); where many numbers are left, Hypothesis shrinks from its own
draws.

Bounded by a number of calls, not by time, so that the same submission gets the same report on a
slow machine. When the bound is reached, the smallest failure found so far is the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

import hypothesis

from ..checks.machines import settled
from ..judge.attempt import Attempt
from ..judge.channels import ReferenceStopped, Trace
from ..judge.check_runner import CheckRunner, named
from ..judge.collect import Check, Checks
from ..judge.outcomes import Failure, Judged
from ..judge.run_case import judge
from ..wire import messages
from ..wire.messages import Operation, Outcome
from .call import simplicity, simplicity_of
from .fewer_steps import fewer_steps, steps_of
from .input_ranges import Arguments, Bounds, values_of
from .simpler_inputs import Axes, simpler

# As many as a person takes in at a glance.
ENOUGH_NUMBERS = 6
# A worker that hangs or dies on a call would do so on each of hundreds.
_NOT_WORTH_IT = {"timeout", "cpu", "crashed", "garbled", "out_of_memory", "forbidden"}


class _StillFails(Exception):
    """Tells Hypothesis that an example fails; always raised from the same line."""


class _Enough(BaseException):
    """Ends the search. Not an Exception, which Hypothesis would take for one more failure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Calls of the student that a search may cost: by Hypothesis, then by polishing."""

    search: int
    polish: int


def shrink(
    runner: CheckRunner, attempt: Attempt, judged: Judged, start: int, axes: Axes, budget: Budget
) -> Failure:
    """The simplest failure found within the budget, from recorded case number `start` on."""
    failure = recorded(judged, start)
    replayable = judged.check.replayable and start < len(judged.check.cases)
    if failure.kind in _NOT_WORTH_IT or not replayable:
        return failure
    found: Failure = runner.in_room(
        lambda checks: _Search(runner, checks, attempt, judged, start).run(axes, budget)
    )
    return found


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
        self, runner: CheckRunner, checks: Checks, attempt: Attempt, judged: Judged, start: int
    ) -> None:
        self._checks = checks
        self._check = named(checks, judged.check.name)
        self._body = self._check.body
        self._seed = runner.seed
        self._student = attempt.live(judged.check)
        self._reference = runner.reference(judged.check)
        self._understudy = runner.reference_as_student(judged.check)
        self._best = recorded(judged, start)
        self._arguments: Arguments = judged.check.cases[start].arguments()
        self._bounds = Bounds.of([case.arguments() for case in judged.check.cases])
        self._left = 0

    def run(self, axes: Axes, budget: Budget) -> Failure:
        """Polishes the recorded case; where that leaves many numbers, lets Hypothesis shrink and
        polishes what it found."""
        if self._check.is_random:
            self._polished(axes, budget)
            if budget.search and self._key()[1] > ENOUGH_NUMBERS:
                self._left = budget.search
                self._checks.run(self._check, self._search)
                self._polished(axes, budget)
        return self._best

    def _key(self) -> tuple[float, ...]:
        return _key(self._best, self._arguments)

    def _polished(self, axes: Axes, budget: Budget) -> None:
        self._left = budget.polish
        self._checks.run(self._check, lambda _, fixtures: self._polish(axes, fixtures))

    def _search(self, _: Check, fixtures: dict[str, Any]) -> None:
        with self._check.body_replaced(self._drawn) as function:
            try:
                hypothesis.seed(self._seed)(function)(**fixtures)
            except (_Enough, _StillFails):
                pass
            except hypothesis.errors.HypothesisException:
                # A student's function that answers differently each time looks flaky from there.
                pass

    def _drawn(self, **arguments: Any) -> None:
        failure = self._failure(arguments)
        if failure is None:
            return
        arguments = settled(arguments)
        drawn = {n: v for n, v in arguments.items() if n in self._arguments}
        if _key(failure, drawn) < self._key():
            right = self._right_answers(arguments)
            self._best = failure if right is None else failure.beside(*right)
            self._arguments = drawn
        raise _StillFails

    def _polish(self, axes: Axes, fixtures: dict[str, Any]) -> None:
        """Takes the first simpler version that still fails, until none does."""
        try:
            while self._one_step(axes, fixtures):
                pass
        except _Enough:
            pass

    def _one_step(self, axes: Axes, fixtures: dict[str, Any]) -> bool:
        every_way = chain(
            fewer_steps(self._arguments), simpler(self._arguments, axes, self._bounds)
        )
        for arguments in every_way:
            every = fixtures | arguments
            failure = self._failure(every)
            if failure is None or _key(failure, arguments) >= self._key():
                continue
            right = self._right_answers(every)
            if right is not None:
                self._best, self._arguments = failure.beside(*right), arguments
                return True
        return False

    def _right_answers(
        self, arguments: Arguments
    ) -> tuple[list[Operation], list[Outcome | None]] | None:
        """What the reference is asked in the student's place, and answers. None where the check
        doesn't hold for it on this input: then failing it doesn't count."""
        self._understudy.new_case()
        self._reference.new_case()
        trace = Trace(self._understudy)
        try:
            if judge(self._body, arguments, self._checks, trace, self._reference) is not None:
                return None
        except ReferenceStopped:
            return None
        return [operation for operation, _ in trace.steps], [answer for _, answer in trace.steps]

    def _failure(self, arguments: Arguments) -> Failure | None:
        if not self._left:
            raise _Enough
        self._left -= 1
        self._student.new_case()
        self._reference.new_case()
        try:
            failure = judge(self._body, arguments, self._checks, self._student, self._reference)
        except ReferenceStopped:
            return None  # nobody can say what is right here
        if failure is not None and failure.kind in _NOT_WORTH_IT:
            raise _Enough
        return failure


def _key(failure: Failure, drawn: Arguments) -> tuple[float, ...]:
    """How many steps a program has; the simplicity of the call that is shown, then of what else was
    drawn: a layer's weights."""
    if failure.call is None:
        return (float("inf"), float("inf"))
    known = simplicity(failure.call) + simplicity_of(list(values_of(drawn).values()))
    return (steps_of(drawn), *known)
