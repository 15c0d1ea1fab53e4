"""A context manager of the student's that swallows what a test's body raises: its failed assertion,
say. What the test is about hides there, so it counts only where the reference's did it as well;
otherwise the test's own error stands, and fails it as usual. It fails as well where the test
expects that error, `with pytest.raises(ValueError): with transaction(): …`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from ..checks.channel import Channel
from ..wire.messages import Operation, Outcome, Returned

_NOTE = "`__exit__` returns something true, which hides what goes wrong in a `with` block"
_ASSERTION = ["AssertionError"]


class Swallowed:
    """The student's channel, for an imported test. right: what the recording asks, and the
    reference's answers."""

    def __init__(self, channel: Channel, right: Sequence[tuple[Operation, Outcome]]) -> None:
        self._channel = channel
        # How often the reference swallowed assertions that failed, and other errors.
        self._left = Counter(_is_assertion(a) for a, came in right if _swallows(a, came))
        self.undone = False

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        """Where the reference let an error go on, the test hears that it does."""
        number, outcome = self._channel.run(operation)
        if not isinstance(outcome, Returned) or not _swallows(operation, outcome):
            return number, outcome
        kind = _is_assertion(operation)
        if self._left[kind]:
            self._left[kind] -= 1
            return number, outcome
        self.undone = True
        return number, msgspec.structs.replace(outcome, value=False)


def _swallows(operation: Operation, outcome: Outcome) -> bool:
    leaves = operation.faithful and operation.name == "__exit__" and len(operation.args) > 0
    if not leaves or operation.args[0] is None or not isinstance(outcome, Returned):
        return False
    return outcome.value is not None and outcome.value is not False


def _is_assertion(operation: Operation) -> bool:
    return operation.args == _ASSERTION


def with_note(message: str) -> str:
    """What is said of a failure, and why the with block didn't say it."""
    if not message:
        return _NOTE
    return f"{message} {_NOTE}" if message[-1] in ".?!" else f"{message}; {_NOTE}"
