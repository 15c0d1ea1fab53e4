"""Keeps one pytest session open in a thread of its own and runs things in it on request.

pytest.main only returns when its session is over; a session of ours lasts as long as there are
submissions. So it runs in a thread that waits inside the session for the next job.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from ..errors import CheckFault
from ..imported import endings
from ..process import forked
from ..process.provided import Provided
from .collect import Checks, with_checks

T = TypeVar("T")
# So long a job is waited for that was left in its middle. Then it ends with the process.
LEFT_S = 1.0


class PytestThread:
    """A collected checks.py. Not for use from several threads at once."""

    def __init__(
        self,
        file: Path,
        devices: Callable[[], Sequence[str]],
        module: str = "",
        provided: Provided | None = None,
    ) -> None:
        """provided: modules that the checks may import besides."""
        self._jobs: queue.SimpleQueue[tuple[Callable[[Checks], Any], Future[Any]] | None] = (
            queue.SimpleQueue()
        )
        self._opened: Future[None] = Future()
        self._is_left = False
        self._thread = threading.Thread(
            target=self._session, args=(file, devices, module, provided), name="checks", daemon=True
        )
        self._thread.start()
        self._opened.result()

    def do(self, job: Callable[[Checks], T]) -> T:
        """Runs job(checks) inside the session; what it raises comes out here."""
        done: Future[T] = Future()
        self._jobs.put((job, done))
        try:
            return done.result()
        except BaseException:
            # A Ctrl-C reaches whoever waits, and not the job.
            self._is_left = not done.done()
            raise

    def close(self) -> None:
        self._jobs.put(None)
        with forked.left() if self._is_left else contextlib.nullcontext():
            self._thread.join(LEFT_S if self._is_left else None)

    def _session(
        self,
        file: Path,
        devices: Callable[[], Sequence[str]],
        module: str,
        provided: Provided | None,
    ) -> None:
        try:
            with provided.found() if provided else contextlib.nullcontext():
                names = provided.names if provided else ()
                with_checks(file, devices, self._serve, module, names)
        except BaseException as error:
            if not self._opened.done():
                self._opened.set_exception(error)
        if not self._opened.done():
            # pytest gave up without a word: the file ended the process, say.
            self._opened.set_exception(CheckFault("The hidden checks can't be collected."))

    def _serve(self, checks: Checks) -> None:
        self._opened.set_result(None)
        while (job := self._jobs.get()) is not None:
            work, done = job
            try:
                done.set_result(work(checks))
            except BaseException as error:
                done.set_exception(_told(error))


def _told(error: BaseException) -> BaseException:
    """What is to come out for it: no check ends the command, by sys.exit() say."""
    if isinstance(error, Exception) or not endings.is_the_tests(error):
        return error
    fault = CheckFault(f"The hidden checks end with {type(error).__name__}: {error}")
    fault.__cause__ = error
    return fault
