"""The operations that a submission is asked for, and what is answered, in the order in which they
come. Also in the middle of one: where the student's code asks something that a test gave it, that
question is what is answered to the operation, and the next one is an "answer", or asks something
more before. So there is one outcome for each operation, whatever happens.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from ..wire import messages
from ..wire.messages import (
    MAX_FRAME,
    Batch,
    BatchDone,
    Busy,
    CaseDone,
    ExampleDone,
    FromWorker,
    Operation,
    Outcome,
    Raised,
    ToWorker,
)
from .executor import Executor
from .given import Abandoned

_NOT_ASKED = Raised("Abandoned", ("Exception",), "it asked something else before")


class Dialogue:
    """send: takes messages that are sent at once. printed: takes what was printed so far, and how
    much was dropped. tidy: before a case."""

    def __init__(
        self,
        executor: Executor,
        send: Callable[..., None],
        receive: Callable[[], ToWorker],
        printed: Callable[[], tuple[str, int]],
        tidy: Callable[[], None],
    ) -> None:
        self._executor, self._send, self._receive = executor, send, receive
        self._printed, self._tidy = printed, tidy
        self._next: ToWorker | None = None
        executor.exchange, executor.abandon = self.exchange, self.abandon

    def receive(self) -> ToWorker:
        """What comes next, also where it came while the student's code still asked."""
        message, self._next = self._next or self._receive(), None
        return message

    def answer(self, batch: Batch) -> None:
        resume = batch.resume
        done: list[FromWorker] = []
        for number, operations in enumerate(batch.cases, 1):
            if done:
                self._send(*done)
            if not resume:
                self._executor.new_case()
                self._tidy()
            resume = False
            self._case(operations, is_last=number == len(batch.cases))
            if self._next is not None:
                return  # what came of this batch was told before
            done = [CaseDone(self._outcomes, self._executor.spent)]
            if self._executor.spent:
                break
        self._send(*done, BatchDone(*self._printed()))

    def exchange(self, outcome: Outcome) -> Operation:
        """Answers the operation under way, which isn't over, and returns the next one. Raises
        Abandoned where there will be none."""
        if self._abandoned:
            raise Abandoned
        self._outcomes.append(raw(outcome))
        if not self._operations and not self._is_resumed():
            self.abandon()
        return self._popped()

    def abandon(self) -> None:
        """The recorded operations are no answers to what this submission asks."""
        self._abandoned = True
        raise Abandoned

    def _case(self, operations: Sequence[Operation], is_last: bool) -> None:
        self._begin(operations)
        self._is_last, self._abandoned = is_last, False
        while self._operations and not self._abandoned:
            outcome = self._executor.run(self._popped())
            if not self._abandoned:
                self._outcomes.append(raw(outcome))
        if self._next is None:
            while len(self._outcomes) < self._size:
                self._outcomes.append(raw(_NOT_ASKED))

    def _begin(self, operations: Sequence[Operation]) -> None:
        self._operations, self._size = deque(operations), len(operations)
        self._outcomes: list[Any] = []
        # Since the grader asked: who waited for it wasn't busy.
        self._told_s = time.monotonic()

    def _is_resumed(self) -> bool:
        """Whether the grader, told what there is, goes on with the case."""
        if not self._is_last:
            return False
        self._send(CaseDone(self._outcomes), BatchDone(*self._printed()))
        message = self._receive()
        if isinstance(message, Batch) and message.resume and len(message.cases) == 1:
            self._begin(message.cases[0])
            return bool(self._operations)
        self._next = message
        return False

    def _popped(self) -> Operation:
        """The next operation. Tells meanwhile that it isn't one of them that takes long."""
        if time.monotonic() - self._told_s >= messages.SILENT_S:
            self._send(Busy())
            self._told_s = time.monotonic()
        return self._operations.popleft()


def raw(outcome: Outcome | ExampleDone) -> Any:
    """An outcome, or in its place the news that it is too large to send."""
    encoded = messages.encode(outcome)
    if len(encoded) > MAX_FRAME // 2:
        size = len(encoded) / 2**20
        encoded = messages.encode(
            Raised("AnswerTooLarge", ("Exception",), f"the answer is {size:.0f} MiB large")
        )
    return msgspec.Raw(encoded)
