"""One submission's workers, and what came back of the recorded cases. Judges nothing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from ..errors import GpuTrouble
from ..model import Exercise
from ..process import libraries
from ..process.batches import Batched, GoesOn, Space
from ..process.host import NOT_ASKED, Worker
from ..process.parent import Parent
from ..sets import set_files
from ..wire import messages
from ..wire.data import Held
from ..wire.messages import Loaded, NotLoaded
from ..wording import sentences
from .alike import alike
from .answer_budget import MAX_RIGHT, AnswerBudget, size
from .asked import unwrapped
from .channels import Live, WorkerStopped
from .in_pieces import Operations, asked_in_all, pieces, telling
from .live_budget import LiveBudget, Patience
from .recording import RecordedCase, RecordedCheck

# Each costs its check; a worker that dies at once must not be started for ever.
MAX_RESTARTS = 20
# Of wrong answers to checks whose turn hasn't come, in bytes: none of them are counted yet.
MOST_BEFOREHAND = 2**20
# For calls that don't come back. The checks after that are not run: they would say it again.
MAX_LOST_S = 6.5


class Attempt:
    """One submission's workers: one for each device; a new one where one stopped."""

    def __init__(
        self,
        exercise: Exercise,
        parent: Callable[[bool], Parent],
        source: bytes,
        asked: Sequence[str] = (),
        objects: Sequence[str] = (),
        in_pieces: Callable[[RecordedCheck], list[list[Operations]]] | None = None,
    ) -> None:
        """asked: the functions that the checks call; objects: those that are the reference's
        classes. in_pieces: a check's cases as they may be asked, where somebody knows that
        already."""
        self._exercise = exercise
        self._parent = parent
        self.source = source

        self._asked = tuple(asked)
        self._objects = tuple(objects)
        self._in_pieces = in_pieces or (lambda check: [pieces(case) for case in check.cases])
        self._workers: dict[str, Worker] = {}
        self._restarts = 0
        self.allowance = AnswerBudget()
        self.patience = Patience()
        # By the names of checks that ask as they go.
        self._live_budgets: defaultdict[str, LiveBudget] = defaultdict(LiveBudget)
        # Sentences by the names of functions that aren't there.
        self._missing: dict[str, str] = {}
        # By the names of checks that were run before their turn, what came back.
        self._beforehand: dict[str, tuple[RecordedCheck, Batched]] = {}
        # Is told which one is run before its turn; whoever has a person waiting sets it.
        self.asks: Callable[[RecordedCheck], None] = lambda check: None
        # By workers that are no more.
        self._spent_s = 0.0
        # Waiting for calls that did not come back.
        self._lost_s = 0.0

    def __enter__(self) -> Attempt:
        self.loaded = self._spawn("cpu")
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers.values():
            worker.close()

    def _spawn(self, device: str) -> Loaded | NotLoaded:
        exercise = self._exercise
        if device in self._workers:
            self._spent_s += self._workers[device].shift.own_s()
        worker = self._workers[device] = self._parent(device == "cuda").fork(
            exercise.limits, device, self._libraries()
        )
        loaded = worker.load(
            self.source,
            exercise.file,
            exercise.name,
            exercise.rules,
            exercise.limits,
            enough=self._is_enough,
            provided=set_files.provided_bytes(exercise),
            objects=self._objects,
        )
        if isinstance(loaded, NotLoaded) and loaded.reason == "cuda":
            raise GpuTrouble(loaded.message)
        return loaded

    def _libraries(self) -> tuple[str, ...]:
        """What the file will import, as far as its text says so."""
        rules, requires = self._exercise.rules, self._exercise.requires
        named = libraries.named(self.source)
        allowed, forbidden = rules.allowed_imports, rules.forbidden_imports
        drawing = libraries.drawing(self.source, allowed, forbidden, requires)
        return (*named, *drawing, *libraries.compiling(self.source, requires))

    def _is_enough(self, loaded: Loaded) -> bool:
        """Whether a file whose top level ended early can be graded: as it stands, it has
        something that the checks call."""
        defined = any(name in loaded.names for name in self._asked)
        return defined and not self._exercise.whole_file

    def _worker(self, device: str) -> Worker:
        worker = self._workers.get(device)
        if worker is None or worker.ended is not None:
            self._restarts += worker is not None and not worker.spent
            self._spawn(device)
        return self._workers[device]

    def _fresh(self, device: str) -> Worker:
        """A worker for a case: another one where a program left something in the last."""
        worker = self._worker(device)
        if worker.spent:
            worker.close()
        return self._worker(device)

    def missing_function(self, check: RecordedCheck) -> str | None:
        """A sentence about a function that the check calls and the file doesn't have."""
        if not isinstance(self.loaded, Loaded):
            return None
        for case in check.cases[:1]:
            for raw, right in zip(case.asked, case.expected, strict=False):
                name = _function_asked(raw) or _class_asked(raw, right)
                # Private names are not listed; an imported test may call one all the same.
                if name is None or name.startswith("_"):
                    continue
                if name not in self.loaded.names and self.loaded.cut is not None:
                    return sentences.not_loaded(self.loaded.cut, self._exercise)[1]
                if name not in self.loaded.names:
                    return self._no_function(name, self.loaded)
        return None

    def _no_function(self, name: str, loaded: Loaded) -> str:
        """The sentence, made once: each check that calls the function says it."""
        if name not in self._missing:
            self._missing[name] = sentences.no_function(name, loaded.names, self.source)
        return self._missing[name]

    def run(self, check: RecordedCheck) -> Batched:
        """All recorded cases of a check, each in as many pieces as it must be."""
        before = self._beforehand.pop(check.name, None)
        if before is not None and before[0] is check:
            self.allowance.next_check()
            return before[1]
        return self._asked_now(check)

    def run_beforehand(self, checks: Sequence[RecordedCheck]) -> None:
        """Runs checks whose turn comes later, so that `run` has their answers at once. Ends where
        that says nothing of the turn itself: before a check that asks as it goes, or needs a GPU,
        and where a worker has stopped, or answers so much that it has to be counted first. So it
        hangs on the answers alone which are run."""
        left = MOST_BEFOREHAND if not self._beforehand else 0
        for check in checks:
            if left <= 0 or not check.replayable or check.device == "cuda":
                return
            if self.missing_function(check):
                continue
            self.asks(check)
            batched = self._asked_now(check)
            pairs = zip(check.cases, batched.cases, strict=False)
            cases = [c.expected if answers == c.expected else answers for c, answers in pairs]
            self._beforehand[check.name] = check, replace(batched, cases=cases)
            left -= sum(
                size(a) for a, c in zip(cases, check.cases, strict=False) if a != c.expected
            )
            if batched.ending is not None:
                return

    def _asked_now(self, check: RecordedCheck) -> Batched:
        left = self._left_s()
        if left <= 0:
            return Batched(ending="timeout", detail="submission")
        if self._restarts >= MAX_RESTARTS:
            return Batched(ending="crashed", detail="it had to be started too often")
        if self._lost_s >= MAX_LOST_S:
            return Batched(ending="timeout", detail="again")
        asked = self._in_pieces(check)
        room = self.allowance.room(sum(size(case.expected) for case in check.cases))
        call_s = self._call_s()
        batched = self._fresh(check.device).run(
            asked, call_s, left, room, self._case_s(), _goes_on(check.cases)
        )
        while batched.ending is None and len(batched.cases) < len(asked):
            rest = asked[len(batched.cases) :]
            batched = self._together(batched, self._afresh(check, rest, batched.room))
        if batched.ending == "timeout":
            self._did_not_come_back(call_s)
            if batched.cases and self._left_s() <= 0:
                return replace(batched, detail="submission")
        return batched

    def _afresh(
        self, check: RecordedCheck, rest: Sequence[Sequence[Operations]], room: Space
    ) -> Batched:
        """More cases of a check, by a worker that none of the last one's programs ran in."""
        if not any(messages.operation(raw).is_program for raw in check.cases[-len(rest) - 1].asked):
            return Batched(ending="garbled", detail=NOT_ASKED)
        if (left := self._left_s()) <= 0:
            return Batched(ending="timeout", detail="submission")
        return self._fresh(check.device).run(
            rest, self._call_s(), left, room, self._case_s(), _goes_on(check.cases[-len(rest) :])
        )

    def _together(self, first: Batched, then: Batched) -> Batched:
        """Two stretches of one batch."""
        most = self._exercise.limits.output_kib * 1024
        printed, dropped = (first.printed + then.printed)[:most], first.dropped + then.dropped
        return replace(then, cases=[*first.cases, *then.cases], printed=printed, dropped=dropped)

    def _did_not_come_back(self, after_s: float) -> None:
        self._lost_s += after_s

    def _call_s(self) -> float:
        """How long a call may take. After one that didn't come back there is less for the rest:
        a loop that never ends is told soon, and not once for each check."""
        limit = self._exercise.limits.call_s
        return max(limit / 10, min(limit, 0.5)) if self._lost_s else limit

    def _case_s(self) -> float:
        """How long the calls of one case may take together: after one that didn't come back, no
        longer than there is left for such calls."""
        return max(self._call_s(), MAX_LOST_S - self._lost_s) if self._lost_s else math.inf

    def _left_s(self) -> float:
        """Of the submission's time: that of its workers, while they are asked something."""
        limit = self._exercise.limits.submission_s
        return limit - self.spent_s(limit / 2)

    def spent_s(self, matters_from: float = 0.0) -> float:
        """What the submission's workers have had of their own so far, while they were asked
        something. Measured once it matters: as long as they were asked for less, it is that."""
        shifts = [worker.shift for worker in self._workers.values()]
        asked = self._spent_s + sum(shift.asked_s for shift in shifts)
        if asked < matters_from:
            return asked
        return self._spent_s + sum(shift.own_s() for shift in shifts)

    def kept(self, check: RecordedCheck, batched: Batched, failed: Container[int]) -> Batched:
        """What came back, without what the recording has too; the rest counts against the budget.

        failed: the numbers of the cases that were judged to be wrong.
        """
        cases = list(batched.cases)
        for number, (case, answers) in enumerate(zip(check.cases, cases, strict=False)):
            is_right = answers == case.expected
            if is_right or (number not in failed and size(answers) > MAX_RIGHT):
                cases[number] = case.expected
            else:
                self.allowance.kept(answers)
        return replace(batched, cases=cases)

    def live(self, check: RecordedCheck) -> Live:
        """A channel that asks the student one operation at a time."""
        return Live(
            lambda: self._live_worker(check.device),
            self._call_s(),
            lost=self._did_not_come_back,
            budget=self.live_budget(check),
        )

    def live_budget(self, check: RecordedCheck) -> LiveBudget:
        """For all that is asked live for a check, its explanation included."""
        return self._live_budgets[check.name]

    def _live_worker(self, device: str) -> Worker:
        """A worker for one more operation, as long as the submission has time and workers left."""
        if self._lost_s >= MAX_LOST_S:
            raise WorkerStopped("timeout", "again")
        if self._left_s() <= 0:
            raise WorkerStopped("timeout", "submission")
        worker = self._workers.get(device)
        if worker is not None and worker.ended is not None and self._restarts >= MAX_RESTARTS:
            raise WorkerStopped("crashed", "it had to be started too often")
        return self._worker(device)


def _goes_on(cases: Sequence[RecordedCase]) -> GoesOn:
    """Not to a piece that tells what was right before, where something else was answered."""
    usual: list[set[Any]] = []
    places: dict[int, set[int]] = {}

    def goes_on(number: int, answers: Sequence[msgspec.Raw]) -> bool:
        case, so_far = cases[number], len(answers)
        right = case.expected[:so_far]
        if list(answers) == list(right):
            return True  # as a right file's are: what tells takes a while to find
        if not usual:
            usual.append(asked_in_all(cases))
        if number not in places:
            places[number] = telling(case, usual[0])
        return so_far not in places[number] or alike(answers, right)

    return goes_on


def functions_asked(checks: Sequence[RecordedCheck]) -> tuple[str, ...]:
    """The submission's functions that recorded checks call."""
    cases = (case for check in checks for case in check.cases[:1])
    return tuple(dict.fromkeys(name for case in cases for name in functions_of(case)))


def classes_asked(checks: Sequence[RecordedCheck]) -> tuple[str, ...]:
    """Those of them that gave the reference's object of a class of that name."""
    found: dict[str, None] = {}
    for case in (case for check in checks for case in check.cases[:1]):
        for raw, right in zip(case.asked, case.expected, strict=False):
            if (name := _function_asked(raw)) is not None and _is_object_of(name, right):
                found[name] = None
    return tuple(found)


def _class_asked(raw: msgspec.Raw, right: msgspec.Raw) -> str | None:
    """The class of the file's that is asked for something that it has itself."""
    operation, answer = messages.operation(raw), messages.outcome(right)
    kept = answer.value if isinstance(answer, messages.Returned) else None
    is_class = isinstance(kept, Held) and "type" in kept.types
    read = operation.do == "get" and operation.target is None
    return operation.name if read and is_class else None


def _is_object_of(name: str, right: msgspec.Raw) -> bool:
    answer = messages.outcome(right)
    kept = answer.value if isinstance(answer, messages.Returned) else None
    return isinstance(kept, Held) and any(of.endswith(f".{name}") for of in kept.types[:1])


def functions_of(case: RecordedCase) -> list[str]:
    """The same of one case."""
    names = map(_function_asked, case.asked)
    return [name for name in names if name is not None]


def _function_asked(raw: msgspec.Raw) -> str | None:
    operation = unwrapped(messages.operation(raw))
    calls = operation.do in messages.CALLS and operation.target is None
    return operation.name if calls else None
