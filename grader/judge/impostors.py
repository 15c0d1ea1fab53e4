"""Whether a test was passed by an object that stands where a value is due, and speaks for itself.

An imported test asks `greet("Ada") == "Hello, Ada!"`. Where the reference answered with a text and
the student with an object of a class of their own, it is that class that says whether it is equal.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..checks.mismatch import describe
from ..imported.remote_objects import JUDGING
from ..wire import messages
from ..wire.data import Held, Ref
from ..wire.messages import Operation, Outcome, Returned
from ..wire.names import BINARY
from ..wire.values import from_wire
from ..wording.claim_words import Told

Steps = Sequence[tuple[Operation, Outcome | None]]
# By the names of the functions that are called over there.
_FUNCTIONS = frozenset({*JUDGING, *BINARY, "and_", "or_"})


def spoke_for_itself(
    steps: Steps, asked: Sequence[msgspec.Raw], expected: Sequence[msgspec.Raw]
) -> Told | None:
    """What is wrong with a case that passed: the first object in a value's place whose own word
    was taken. None where there is none. asked, expected: the recording's questions and answers."""
    judged = {
        argument.operation
        for operation, _ in steps
        if operation.faithful and operation.name in _FUNCTIONS
        and operation.target in ("builtins", "operator")
        for argument in operation.args
        if isinstance(argument, Ref)
    }  # fmt: skip
    for number, ((operation, answer), question, right) in enumerate(
        zip(steps, asked, expected, strict=False)
    ):
        if messages.encode(operation) != bytes(question):
            return None  # from here on it asked for something else
        wanted = messages.outcome(right)
        if number not in judged or not isinstance(answer, Returned):
            continue
        if isinstance(answer.value, Held) and isinstance(wanted, Returned):
            if isinstance(wanted.value, (Held, Ref)):
                continue
            value = from_wire(wanted.value)
            said = f"returned {describe(answer.value)}, expected {describe(value)}"
            return Told("type", said, answer.value, value)
    return None
