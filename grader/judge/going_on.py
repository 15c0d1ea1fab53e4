"""An imported test that goes on and on with a student's answers: `list(shelf)` of an iterator that
never stops, `while node:` on a list that leads back to itself. It is given up, and told of by the
first answer that isn't the reference's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from ..checks.channel import Channel
from ..imported.shared_arguments import AskedTooMuch
from ..wire import messages
from ..wire.messages import Operation, Outcome, Returned
from ..wording.origin import answer_of
from ..wording.place import Origin
from .outcomes import Failure

# So many times as often as it asks the reference, and so often in any case.
TIMES, FEWEST = 20, 1000
_SAID = "with this answer the test goes on and on: stopped after {:,} steps"


class GoingOn:
    """The student's channel, for an imported test. asked, answers: the recording's questions and
    the reference's answers to them."""

    def __init__(
        self, channel: Channel, asked: Sequence[msgspec.Raw], answers: Sequence[msgspec.Raw]
    ) -> None:
        self._channel = channel
        self._asked, self._answers = asked, answers
        self._most = max(FEWEST, TIMES * len(asked))
        self._steps = 0
        self._is_the_same = True
        # The first answer that is another than the reference's.
        self._other: tuple[int, Outcome] | None = None
        self.stopped = False

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        """Raises AskedTooMuch for a test without an end. How often the student's code calls a
        function of the test's is its own affair."""
        self._steps += operation.do != "answer"
        if self._steps > self._most:
            self.stopped = True
            raise AskedTooMuch(_SAID.format(self._most))
        number, outcome = self._channel.run(operation)
        if self._is_the_same:
            self._compare(number, operation, outcome)
        return number, outcome

    def _compare(self, number: int, operation: Operation, outcome: Outcome) -> None:
        asked, answers = self._asked[number : number + 1], self._answers[number : number + 1]
        self._is_the_same = [*map(bytes, asked)] == [messages.encode(operation)]
        if self._is_the_same and bytes(answers[0]) != messages.encode(outcome):
            self._is_the_same = False
            self._other = number, outcome

    def told(self, failure: Failure) -> Failure:
        """The failure of a test that was stopped here."""
        if self._other is None:
            return failure
        number, outcome = self._other
        right = messages.outcome(self._answers[number])
        kind = "values" if isinstance(right, Returned) else "property"
        place = Origin(number, whole=True)
        got, want = answer_of(outcome), answer_of(right)
        return replace(failure, kind=kind, got=got, want=want, place=place)
