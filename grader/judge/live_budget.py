"""What one submission's answers may cost the grader in a check that asks as it goes: what the
reference answers to the same is not known before. The bounds are those of answer_budget.py, for
the case under way and not for the whole check, as the next case lets go of what came before."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec

from ..process.batches import Space
from ..wire.messages import MAX_FRAME
from ..wire.ranges import in_ranges
from .answer_budget import SPARE_VALUES, VALUES_PER_BYTE, size, values
from .overtime import Overtime, Watch

# Of a case's answers, in bytes.
MAX_CASE = MAX_FRAME
# As many bytes stand for no more objects than that, and need no counting.
SMALL = 2**20
# While a smaller failing call is sought: of all its answers, what is beyond those that are usual.
SEARCH_BYTES = 2 * 2**20


# For all tests that don't end soon with one submission's answers.
MAX_UNENDED_S = 15.0
# Of its own time, for one run of a test: what it works or sleeps, see process/clock.py.
RUN_S = 10.0
# A test that takes long with the reference's answers may do so with others, and longer.
TIMES_USUAL = 10.0
# What no run is charged for. Each copy of this process costs some of it.
FREE_S = 0.25


class Patience:
    """What one submission may still cost in tests that don't end soon. usual_s: what a case of a
    test takes with the reference's answers."""

    def __init__(self) -> None:
        self.left_s = MAX_UNENDED_S
        self.watch = Watch()

    def limit_s(self, usual_s: float) -> float:
        """For one case."""
        return min(RUN_S, self.left_s) + TIMES_USUAL * usual_s

    def run(self, job: Callable[[], None], usual_s: float) -> None:
        """One case, in this process. Raises Overtime where it doesn't end in time."""
        limit_s = max(self.limit_s(usual_s), FREE_S)
        try:
            self.watch.run(job, limit_s)
        except Overtime as over:
            self.charge_unended(limit_s)
            raise Overtime(limit_s) from over

    def charge(self, own_s: float, usual_s: float, cases: int = 1) -> None:
        free_s = cases * (FREE_S + TIMES_USUAL * usual_s)
        self.left_s -= max(own_s - free_s, 0.0)

    def charge_unended(self, own_s: float) -> None:
        self.left_s -= max(own_s, FREE_S)


class LiveBudget:
    """What is left for one check of a submission."""

    def __init__(self) -> None:
        self._spare = SPARE_VALUES
        self._beyond: float = SEARCH_BYTES
        self._usual: float = math.inf
        self.new_case()

    def for_a_search(self, expected: int) -> None:
        """From here on small answers are charged, too: they are as many as a search has calls.
        expected: bytes of the reference's answers to the case that it starts from."""
        self._usual = VALUES_PER_BYTE * expected

    def new_case(self) -> None:
        self._bytes = 0
        self._free: float = self._usual
        self._uncounted: list[msgspec.Raw] = []

    def room(self) -> Space:
        """For the next answer."""
        return Space(max(MAX_CASE - self._bytes, 0), self._spare)

    def may_be_looked_at(self, answers: Sequence[msgspec.Raw]) -> bool:
        """Whether the next answers of the case may be decoded."""
        self._bytes += size(answers)
        self._uncounted += answers
        found = in_ranges(answers)
        beyond = max(size(answers) + found - self._free, 0)
        self._free = max(self._free - size(answers) - found, 0)
        self._beyond -= beyond
        if self._bytes > MAX_CASE or self._beyond < 0:
            return False
        if self._bytes > SMALL:
            found += values(self._uncounted, self._spare)
            self._uncounted = []
        self._spare, before = max(self._spare - found, 0), self._spare
        return found <= before

    def answered_by_reference(self, answers: Sequence[msgspec.Raw]) -> None:
        """What a right answer takes is not taken from what is spare, in the end."""
        self._spare = min(
            self._spare + VALUES_PER_BYTE * (size(answers) + in_ranges(answers)), SPARE_VALUES
        )
