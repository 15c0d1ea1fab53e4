"""An author's own check works with a student's answers in this process too: `2 ** answer`, a text
that is `answer` letters long. Its cases whose answers aren't like the recorded ones are judged in
one fork first. A case that passes there has passed; one that fails is judged here as well, to say
why, while the fork goes on with the next; one that doesn't end never is.

Only for cases whose questions are the recorded ones: their answers are at hand, and nobody has to
be asked. A right answer is the recorded one mostly, and isn't judged at all.
"""

from __future__ import annotations

import functools
import mmap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from ..checks.notes import take_notes
from ..imported.shared_arguments import AskedTooMuch
from ..process import forked
from .ahead import MEMORY_MIB
from .channels import CaseChannel
from .live_budget import Patience
from .outcomes import Failure
from .run_case import not_in_time

_NOT_BEGUN, _BEGUN, _PASSED, _OTHER, _ASKS = range(5)
_NOT_JUDGED = {_NOT_BEGUN, _BEGUN}


@dataclass
class Rehearsed:
    """passed: the cases that need no other look. asking: those that ask what wasn't recorded.
    stopped: by number, why it never ends. left: those for which there is no time."""

    passed: set[int] = field(default_factory=set)
    asking: set[int] = field(default_factory=set)
    stopped: dict[int, AskedTooMuch] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Rehearsal:
    """judge_one: raises AskedLive where somebody has to be asked. notes_of: what was noted since,
    as it is said of that case. usual_s: what a case takes with the reference's answers. beside: is
    told a case that fails in the fork, while that goes on with the next."""

    def __init__(
        self,
        judge_one: Callable[[int], Failure | None],
        notes_of: Callable[[int], Iterable[str]],
        patience: Patience,
        usual_s: float,
        beside: Callable[[int], None] = lambda number: None,
    ) -> None:
        self._judge_one, self._notes_of = judge_one, notes_of
        self._beside = beside
        self._patience, self._usual_s = patience, usual_s
        self._found = Rehearsed()

    def of(self, numbers: Sequence[int]) -> Rehearsed:
        left = list(numbers)
        while left and self._patience.left_s > 0:
            left = self._one_fork(left)
        self._found.left = left
        return self._found

    def _one_fork(self, numbers: list[int]) -> list[int]:
        """Returns the cases after the one that did not end, or ended the fork, if any."""
        found = self._found

        def hear(notes: bytes) -> bytes:
            found.notes += msgspec.msgpack.decode(notes, type=list[str])
            return b""

        limit_s = self._patience.limit_s(self._usual_s)
        with mmap.mmap(-1, len(numbers)) as states:
            job = functools.partial(self._judge_all, numbers, states)
            failing = self._failing(numbers, states)
            fork = forked.tried(
                job,
                hear,
                limit_s,
                MEMORY_MIB,
                lambda: bytes(states),
                len(numbers),
                lambda: next(failing, False),
            )
            now = bytes(states)
        found.passed.update(n for n, state in zip(numbers, now, strict=True) if state == _PASSED)
        found.asking.update(n for n, state in zip(numbers, now, strict=True) if state == _ASKS)
        at = next((place for place, state in enumerate(now) if state in _NOT_JUDGED), None)
        if at is None:
            self._patience.charge(fork.own_s, self._usual_s, len(numbers))
            return []
        # Whatever was judged before it took its usual time.
        self._patience.charge_unended(min(fork.own_s, limit_s))
        found.stopped[numbers[at]] = AskedTooMuch(_told(fork.how, limit_s))
        return numbers[at + 1 :]

    def _failing(self, numbers: Sequence[int], states: mmap.mmap) -> Iterator[bool]:
        """Tells of each case that has failed in the fork; whether there is one just now."""
        for place, number in enumerate(numbers):
            while states[place] in _NOT_JUDGED:
                yield False
            if states[place] == _OTHER:
                self._beside(number)
                yield True

    def _judge_all(self, numbers: list[int], states: mmap.mmap, ask: forked.Ask) -> bool:
        """In the fork."""
        notes: dict[str, None] = {}
        for place, number in enumerate(numbers):
            states[place] = _BEGUN
            take_notes()
            states[place] = _judged(self._judge_one, number)
            if states[place] == _PASSED:
                notes.update(dict.fromkeys(self._notes_of(number)))
        ask(msgspec.msgpack.encode(list(notes)))
        return True


def _judged(judge_one: Callable[[int], Failure | None], number: int) -> int:
    try:
        return _PASSED if judge_one(number) is None else _OTHER
    except MemoryError:
        raise
    except AskedLive:
        return _ASKS
    except BaseException:  # is judged here, and met again
        return _OTHER


class AskedLive(BaseException):
    """A case asks what wasn't recorded. Not an Exception, which a check might expect."""


class Nobody:
    """Who is asked in the fork. The student's code is asked once, and then from here."""

    def __init__(self) -> None:
        self._was_asked = False

    def __call__(self) -> CaseChannel:
        self._was_asked = True
        raise AskedLive

    def settle(self) -> None:
        """Raises AskedLive whatever the check made of it."""
        if self._was_asked:
            raise AskedLive


def _told(how: forked.How, limit_s: float) -> str:
    if how == "memory":
        return f"with this answer the check wants more than {MEMORY_MIB} MiB of memory"
    if how in ("died", "ended"):
        return "the check crashes with what the submission returned"
    return not_in_time(limit_s)
