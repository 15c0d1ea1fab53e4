"""Our end of one worker: gives it the submission, asks, waits, and notices how it ends.

A worker may die, hang, flood or lie. Each of those ends the batch with a word for what happened;
none of them raises here. Only the loss of the warm parent, which runs no student's code, does.
"""

from __future__ import annotations

import contextlib
import math
import selectors
import signal
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

import msgspec

from ..confine.scratch import MAX_FILES, ROOM_MIB
from ..model import Limits, Rules
from ..wire import messages
from ..wire.messages import (
    HEADER,
    MAX_FRAME,
    MAX_VALUES,
    REASONS,
    TOO_LARGE,
    Batch,
    BatchDone,
    Busy,
    CaseDone,
    Confined,
    Examples,
    FromWorker,
    Load,
    Loaded,
    NotLoaded,
    Operation,
    WireError,
)
from ..wire.parent_messages import Ended
from .batches import SPACE, Batched, Budget, Ending, GoesOn, Sent, Space, as_batches
from .clock import Clock, Deadline, Nearer, Shift, Span, Wait
from .thread_room import MAX_THREADS

# Also what a thread sends that goes on asking a test's functions.
NOT_ASKED = "it isn't what was asked for, as when a thread goes on after its call is over"
CROWDED = f"it had more than {MAX_THREADS} threads at once"
FULL = f"its files grew beyond the {ROOM_MIB} MiB, or {MAX_FILES} files, that there is room for"
START_S = 120.0
# By the wall: it waits for a driver, which others may use.
CUDA_START_S = 60.0
# For what a file imports, besides what one call may take.
LOADING_S = 3.0
# Starting up is our code, not the student's, and may wait for a busy machine.
GRACE_S = 5.0
# Whoever waits for an answer has the worker wake them up for each, which costs both as much as some
# of the calls. So where more than FEW are still to come, they are looked for after a nap: until all
# would be there if each were QUICK, but NAP_S at most.
FEW, QUICK_S, NAP_S = 3, 0.00004, 0.001
# A message of so many bytes is read before a clock is.
SHORT = 2**12


class Forks(Protocol):
    """Whose process a worker is."""

    def end(self, pid: int) -> Ended: ...

    def await_exit(self, pid: int) -> None: ...


class Worker:
    """One submission's process. Use as a context manager: leaving it ends the process."""

    def __init__(self, parent: Forks, pid: int, wire: socket.socket, clock: Clock) -> None:
        self._parent = parent
        self.pid = pid
        self._clock = clock
        # The time that it had while it was asked something.
        self.shift = Shift(clock)
        self._wire = wire
        self._wire.setblocking(False)
        self._buffer = bytearray()
        # As many may still come in long messages.
        self._values = MAX_VALUES
        self._selector = selectors.DefaultSelector()
        self._selector.register(wire, selectors.EVENT_READ)
        self._patience = Wait(CUDA_START_S) if clock.patient else Span(clock, START_S)
        self._output = 0
        # What a program left in it is no good to another case: its next one needs a new worker.
        self.spent = False
        self.ended: Ended | None = None

    @property
    def on_gpu(self) -> bool:
        return self._clock.patient

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self.ended is None:
            self.shift.close()
            self.abandon()
            self.ended = self._parent.end(self.pid)

    def abandon(self) -> None:
        """Closes our end of the wire without a word to the parent, which may be gone."""
        self._selector.close()
        self._wire.close()

    def load(
        self,
        source: bytes,
        file: str,
        module: str,
        rules: Rules,
        limits: Limits,
        trusted: bool = False,
        enough: Callable[[Loaded], bool] = lambda loaded: False,
        provided: Mapping[str, bytes] = MappingProxyType({}),
        objects: Sequence[str] = (),
    ) -> Loaded | NotLoaded:
        """Runs the file in the worker. Whatever goes wrong there is a NotLoaded here.

        provided: the exercise's own modules, which it may import, by file name.
        objects: its classes whose objects stay in the worker, iterators too.
        enough: whether a file of which not every line ran has defined what is asked for.
        """
        if (refused := self.refused()) is not None:
            return refused
        message = Load(
            source,
            file,
            module,
            rules.allowed_imports,
            rules.forbidden_imports,
            rules.forbidden_calls,
            limits.output_kib * 1024,
            trusted,
            rules.program,
            dict(provided),
            tuple(objects),
        )
        self._output = message.output_bytes
        within = Span(self._clock, limits.call_s + LOADING_S)
        self.shift.begin()
        try:
            self._send(messages.encode(message), within)
            answer = self._message(within)
        except _Stopped as stop:
            return NotLoaded(stop.ending, stop.detail)
        finally:
            self.shift.end()
        if isinstance(answer, Loaded) and answer.cut is None:
            return answer
        why = answer.cut if isinstance(answer, Loaded) else answer
        if isinstance(why, NotLoaded) and why.reason in REASONS:
            return answer if isinstance(answer, Loaded) and enough(answer) else why
        self.close()
        return NotLoaded("garbled", "it sent something that is not an answer")

    def refused(self) -> NotLoaded | None:
        """Why this worker may not be given a submission; None where it may: it isn't confined, or
        CUDA didn't start in it. To be asked once. What it says now is ours: there is no student's
        code in it yet."""
        try:
            first = self._message(self._patience)
        except _Stopped as stop:
            return self._silent(stop)
        if isinstance(first, Confined):
            return None
        self.close()
        if isinstance(first, NotLoaded) and first.reason in ("confinement", "cuda"):
            return first
        return NotLoaded("confinement", "it does not say whether it is")

    def _silent(self, stop: _Stopped) -> NotLoaded:
        if not self._clock.patient:
            return NotLoaded("confinement", stop.detail or "it does not answer")
        # The driver's library runs in it: that can hang, and take the process with it.
        said = f"the driver doesn't answer within {CUDA_START_S:g} s"
        return NotLoaded("cuda", f"while CUDA started, {stop.detail}" if stop.detail else said)

    def run(
        self,
        cases: Sequence[Sequence[Sequence[msgspec.Raw]]],
        call_s: float,
        budget_s: float,
        room: Space = SPACE,
        case_s: float = math.inf,
        goes_on: GoesOn = lambda number, answers: True,
    ) -> Batched:
        """Runs recorded operations, of each case its pieces one after the other: the worker has
        seen no piece before it answered the last one. call_s: for one operation; case_s: for those
        of one piece; budget_s: for all of them, each of the worker's own time; room: for their
        answers. goes_on: whether a case's next piece is asked, after these answers."""
        batches = list(map(Sent.of, as_batches(cases)))
        return self._run(batches, call_s, budget_s, room, case_s, goes_on)

    def step(
        self, operation: Operation, call_s: float, resume: bool, room: Space = SPACE
    ) -> Batched:
        """Runs one operation; with resume, in the case that is under way."""
        batch = Sent(messages.encode(Batch([[operation]], resume)), [1])
        return self._run([batch], call_s, math.inf, room)

    def examples(self, asked: Examples, each_s: float, budget_s: float) -> Batched:
        """Runs public examples. A case's one outcome is an ExampleDone, not yet validated."""
        sent = Sent(messages.encode(asked), [1] * len(asked.names))
        return self._run([sent], each_s, budget_s)

    def _run(
        self,
        batches: Sequence[Sent],
        call_s: float,
        budget_s: float,
        room: Space = SPACE,
        case_s: float = math.inf,
        goes_on: GoesOn = lambda number, answers: True,
    ) -> Batched:
        done = Batched()
        self._values = room.values
        if self.ended is not None:
            return Batched(ending="crashed", detail="its process had ended before")
        budget = Budget(self.shift, budget_s)
        self.shift.begin()
        size = room.size
        begun = 0
        try:
            for batch in batches:
                if batch.resumes and len(done.cases) == begun:
                    batch = batch.where(goes_on(begun - 1, done.cases[-1]))
                # The first is the next step of a case, or whoever asks wants this worker for it.
                is_next = not batch.resumes or len(done.cases) < begun
                if self.spent and done.cases and is_next:
                    break
                size -= self._batch(batch, done, call_s, case_s, budget, size)
                begun += len(batch.sizes) - batch.resumes
        except _Stopped as stop:
            done.ending, done.detail = stop.ending, stop.detail
        finally:
            self.shift.end()
        done.room = Space(max(size, 0), self._values)
        return done

    def _batch(
        self,
        batch: Sent,
        done: Batched,
        call_s: float,
        case_s: float,
        budget: Budget,
        room: int,
    ) -> int:
        """Adds what comes back of one batch; returns its size, for which there is `room`."""
        self._send(batch.payload, Span(self._clock, call_s + GRACE_S))
        received, resumed = 0, batch.resumes
        for number, size in enumerate(batch.sizes):
            left = len(batch.sizes) - number
            if not self._buffer and left > FEW:
                time.sleep(min(left * QUICK_S, NAP_S))
            whole = Span(self._clock, budget.within(min(call_s * max(size, 1), case_s)))
            answers = self._case(size, whole, call_s)
            received += sum(len(memoryview(answer)) for answer in answers)
            if received > room:
                raise self._stop("garbled", TOO_LARGE)
            if resumed:
                done.cases[-1].extend(answers)
            else:
                done.cases.append(answers)
            resumed = False
            if self.spent:
                break
        end = self._message(Span(self._clock, GRACE_S))
        if not isinstance(end, BatchDone):
            raise self._stop("garbled", "it sent more answers than there were questions")
        done.printed = (done.printed + end.printed)[: self._output]
        done.dropped += end.dropped
        return received

    def _case(self, size: int, whole: Span, call_s: float) -> list[msgspec.Raw]:
        """whole: for all of its operations; none of them may take longer than call_s. A worker
        that says otherwise still has no more than the whole."""
        message: FromWorker = Busy()
        for _ in range(max(size, 1)):
            step = Span(self._clock, call_s + messages.SILENT_S)
            message = self._message(Nearer(whole, step))
            if not isinstance(message, Busy):
                break
        if not isinstance(message, CaseDone) or len(message.outcomes) != size:
            raise self._stop("garbled", NOT_ASKED)
        self.spent = self.spent or message.spent
        return message.outcomes

    def _send(self, payload: bytes, within: Deadline) -> None:
        data = memoryview(messages.HEADER.pack(len(payload)) + payload)
        try:
            while data:
                try:
                    data = data[self._wire.send(data) :]
                except BlockingIOError:
                    self._await_room(within)
        except (BrokenPipeError, ConnectionError):
            raise self._dead() from None

    def _await_room(self, within: Deadline) -> None:
        """Until more can be sent."""
        self._selector.modify(self._wire, selectors.EVENT_WRITE)
        try:
            while not self._selector.select(within.wait_s()):
                self._look(within)
        finally:
            if self.ended is None:
                self._selector.modify(self._wire, selectors.EVENT_READ)

    def _message(self, within: Deadline) -> FromWorker:
        payload = self._payload(within)
        reading = self.shift.paused() if len(payload) > SHORT else contextlib.nullcontext()
        try:
            with reading:
                self._values -= messages.weigh(payload, self._values)
                return messages.from_worker(payload)
        except WireError as error:
            raise self._stop("garbled", str(error)) from None

    def _payload(self, within: Deadline) -> bytes:
        self._receive(HEADER.size, within)
        size = HEADER.unpack_from(self._buffer)[0]
        if size > MAX_FRAME:
            raise self._stop("garbled", f"it announced an answer of {size} bytes")
        end = HEADER.size + size
        self._receive(end, within)
        payload = bytes(self._buffer[HEADER.size : end])
        del self._buffer[:end]
        return payload

    def _receive(self, size: int, within: Deadline) -> None:
        """Until so many bytes are here."""
        while len(self._buffer) < size:
            if not self._selector.select(within.wait_s()):
                self._look(within)
                continue
            try:
                part = self._wire.recv(2**20)
            except BlockingIOError:
                continue
            except ConnectionError:
                part = b""
            if not part:
                raise self._dead()
            self._buffer += part

    def _look(self, within: Deadline) -> None:
        if within.over():
            raise self._stop("timeout", "")

    def _stop(self, ending: Ending, detail: str) -> _Stopped:
        self.close()
        return _Stopped(ending, detail)

    def _dead(self) -> _Stopped:
        """The wire is closed from the other side: how did the process end?"""
        # It may have closed the wire and live on; give a real end a moment to be one.
        self._parent.await_exit(self.pid)
        self.close()
        assert self.ended is not None
        status = self.ended.status
        if self.ended.full:
            return _Stopped("crashed", FULL)
        if self.ended.crowded:
            return _Stopped("crashed", CROWDED)
        # As waitpid tells it, and no system's own function: Windows has none.
        number = status & 0x7F
        if number:
            if number == getattr(signal, "SIGXCPU", None):
                return _Stopped("cpu", "")
            return _Stopped("crashed", f"it was killed by {_signal_name(number)}")
        code = status >> 8
        return _Stopped("crashed", f"it ended its own process with exit status {code}")


def _signal_name(number: int) -> str:
    """Most real-time signals have no name."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


class _Stopped(Exception):
    """A worker that can't go on, and the word for it."""

    def __init__(self, ending: Ending, detail: str) -> None:
        super().__init__(ending)
        self.ending: Ending = ending
        self.detail = detail
