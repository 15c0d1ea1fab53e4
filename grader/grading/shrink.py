"""Finds a smaller failing call: Hypothesis shrinks, with the student's worker in the loop.

Bounded by a number of calls, not by time, so that the same submission gets the same report on a
slow machine. When the bound is reached, the smallest failure found so far is the answer.
"""

from __future__ import annotations

from typing import Any

import hypothesis

from .attempt import Attempt, Judged
from .bench import Bench, named
from .calls import simplicity
from .collect import Check, Checks
from .judge import Failure, judge

# A worker that hangs or dies on a call would do so on each of hundreds.
_NOT_WORTH_IT = {"timeout", "cpu", "crashed", "garbled", "out_of_memory", "forbidden"}


class _StillFails(Exception):
    """Tells Hypothesis that an example fails; always raised from the same line."""


class _Enough(BaseException):
    """Ends the search. Not an Exception, which Hypothesis would take for one more failure."""


def shrink(bench: Bench, attempt: Attempt, judged: Judged, start: Failure, calls: int) -> Failure:
    """The simplest failure found within so many calls; `start` when none is simpler."""
    if start.kind in _NOT_WORTH_IT or not calls:
        return start
    failure: Failure = bench.in_room(
        lambda checks: _Search(bench, checks, attempt, judged, start, calls).run()
    )
    return failure


class _Search:
    def __init__(
        self,
        bench: Bench,
        checks: Checks,
        attempt: Attempt,
        judged: Judged,
        start: Failure,
        calls: int,
    ) -> None:
        self._checks = checks
        self._check = named(checks, judged.check.name)
        self._body = self._check.body
        self._seed = bench.seed
        self._student = attempt.live(judged.check)
        self._reference = bench.reference()
        self._best = start
        self._left = calls

    def run(self) -> Failure:
        if self._check.is_random:
            self._checks.run(self._check, self._search)
        return self._best

    def _search(self, _: Check, fixtures: dict[str, Any]) -> None:
        with self._check.body_replaced(self._one) as function:
            try:
                hypothesis.seed(self._seed)(function)(**fixtures)
            except (_Enough, _StillFails):
                pass
            except hypothesis.errors.HypothesisException:
                # A student's function that answers differently each time looks flaky from there.
                pass

    def _one(self, **arguments: Any) -> None:
        if not self._left:
            raise _Enough
        self._left -= 1
        self._student.new_case()
        self._reference.new_case()
        failure = judge(self._body, arguments, self._checks, self._student, self._reference)
        if failure is None:
            return
        if failure.kind in _NOT_WORTH_IT:
            raise _Enough
        if _key(failure) < _key(self._best):
            self._best = failure
        raise _StillFails


def _key(failure: Failure) -> tuple[float, ...]:
    return simplicity(failure.call) if failure.call is not None else (float("inf"),)
