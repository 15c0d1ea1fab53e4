"""What the student's code asks of a test in the middle of a call: the test's function or object is
asked here, and what it returns or raises is the next operation.
"""

from __future__ import annotations

from typing import Any

from ..wire import messages
from ..wire.data import Ref, Value, holds_object
from ..wire.messages import Operation, Question, Raised
from . import endings
from .given import Things
from .object_classes import class_of_object
from .own_classes import is_its_own_check
from .remote_objects import Error, Talk


class Questions:
    """Those of one case. things: what its test has given."""

    def __init__(self, talk: Talk, things: Things) -> None:
        self._talk = talk
        self._things = things
        self.fetching = False  # whether an argument of a question is on its way here
        self._failed: AssertionError | None = None

    def answer(self, question: Question, number: int, call: int) -> tuple[Operation, list[Any]]:
        """What the test's function or object does, asked by operation `number`, in the middle of
        operation `call`; and the values that the answer is made of. Raises AskedTooMuch where
        answers are asked for without end."""
        try:
            args, kwargs = self._asked_with(question, number)
            values = [self._things.answer(question, args, kwargs)]
            name, wires = None, [self._talk.wire(values[0])]
        except (Exception, *endings.CROSSING) as error:
            name, wires = "raise", self._raising(error)
            values = [None] * len(wires)
        to: dict[str, Value] = {"to": messages.digest(question)}
        answer = Operation("answer", call, name, wires, to, faithful=True)
        self._things.bounds.answered(len(messages.encode(answer)))
        return answer, values

    def failed_in(self, outcome: Raised) -> AssertionError | None:
        """The test's own assertion that an operation ended with, as it failed: with what the
        student's code wasn't told."""
        bare = outcome.types[:1] == ("AssertionError",) and not outcome.args
        return self._failed if bare else None

    def _asked_with(self, question: Question, number: int) -> tuple[list[Any], dict[str, Any]]:
        """A question's arguments. What stayed there is fetched, one by one."""

        def fetched(place: int, wire: Value) -> Any:
            if holds_object(wire) and not isinstance(wire, Ref):
                # Nothing of the test's has run since it was last looked at what it changed.
                self.fetching = True
                try:
                    return self._talk.ask("call", "operator", "getitem", (every, place))
                finally:
                    self.fetching = False
            value = self._talk.value(wire, number)
            self._talk.borrow(value, wire)
            return value

        every = class_of_object(("tuple",), ())(self._talk, number)
        wires = [*question.args, *question.kwargs.values()]
        values = [fetched(place, wire) for place, wire in enumerate(wires)]
        count = len(question.args)
        return values[:count], dict(zip(question.kwargs, values[count:], strict=True))

    def _raising(self, error: BaseException) -> list[Value]:
        """What is told where the test's function raised."""
        if type(error).__module__.startswith("grader.") and not isinstance(error, Error):
            raise error  # it is about the talk itself
        if is_its_own_check(error):
            self._failed = self._failed or error
        return [*map(self._talk.wire, self._talk.told_of(error))]
