"""Whether a wrong answer depends on the calls before it: the same call, asked alone; and of those
before, which ones it takes.

Recorded cases are asked one after the other in one worker, where a file may keep something from one
to the next: in a list that all objects of a class share, in a default argument. What a report
shows has to go wrong wherever it is pasted, so it is tried in a worker that has just loaded the
file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import PurePath
from typing import TypeVar

import msgspec

from ..judge.attempt import Attempt
from ..judge.channels import Live, WorkerStopped
from ..judge.judge import Judge
from ..judge.outcomes import Failure, Judged
from ..judge.recording import RecordedCase, RecordedCheck
from ..judge.refs import used, with_refs
from ..model import Why
from ..wire import messages
from ..wire.data import Array, Given, Seq, TensorData, Value
from ..wire.messages import CALLS, Loaded, Operation, Outcome, WireError
from ..wire.names import SHARED_FOLDER
from ..wording import around_calls
from ..wording.answers import is_asked_of_the_file, is_setting
from ..wording.file_tokens import Code
from ..wording.given_changes import changed_files, is_told
from ..wording.origin import answer_of, argument_of
from ..wording.place import Origin
from ..wording.steps_needed import has_refs
from .shown_alone import Shown, fewest, others, told, without

# Of chance, one answer says nothing about the next.
_CHANCE = (
    "random.", "random as", "from random", "rand", "randn", "randint", "shuffle", "secrets",
    "urandom",
)  # fmt: skip
# What can be asked again as it was.
_ASKED = (*CALLS, "get", "items", "caught")
# What the stand-ins ask, which nobody wrote; and what becomes of values that both sides have.
_BESIDE = ("plain", "change", "waits")
# What an imported test has around its calls.
_AROUND = ("set", "heard", "files", "fill", "empty", "move")
# Shown in a form of their own.
_OTHERWISE = ("lasting", "stale", "changed")
# New workers, each of which loads the file; and of the time that they have of their own.
MOST_WORKERS, MOST_S = 80, 1.5
# Operations before a case, and arrays that they are given; more are no help to a reader.
MOST_EARLIER, MOST_ARRAYS = 12, 4
ALONE = "Asked alone, this call gets the right answer: something is kept from calls before it."
BEFORE = (
    "Something is kept from one call to the next: without what comes first here, the last line "
    "gets the right answer."
)
SHARED = (
    "Something is kept in one place for all objects: without the lines that are about others, the "
    "last line gets the right answer."
)
Operations = Sequence[Operation]
T = TypeVar("T")


def asked_alone(judge: Judge, attempt: Attempt, judged: Judged, number: int) -> Judged | None:
    """A failing case of the check in a worker that has just loaded the file; None where that would
    say nothing."""
    if number >= len(judged.check.cases) or not judged.check.replayable:
        return None
    if is_of_chance(Code(attempt.source)):
        return None
    alone = msgspec.structs.replace(judged.check, cases=[judged.check.cases[number]])
    with judge.attempt(attempt.source) as fresh:
        if not isinstance(fresh.loaded, Loaded):
            return None
        again = judge.check(fresh, alone)
    return again if again.ran and again.ending is None else None


def as_pasted(failure: Failure, recorded: Failure, alone: Failure) -> Failure:
    """An imported test's failure as it is alone, where that is another: its lines are pasted with
    no other test before them. recorded: as it was recorded; where it has been made smaller, `Alone`
    has tried it. Of an author's own check, that looks for the calls it takes, too."""
    is_smaller = _answers(failure) != _answers(recorded)
    if is_smaller or not is_imported(failure) or _answers(alone) == _answers(failure):
        return failure
    return alone


def is_imported(failure: Failure) -> bool:
    return any(operation.faithful for operation, _ in failure.steps)


def differs_alone(judge: Judge, attempt: Attempt, check: RecordedCheck, failure: Failure) -> bool:
    """Whether the lines that are shown get another answer by themselves: of a check whose cases
    can't be asked again as they were recorded."""
    number = _last_shown(failure)
    if number is None or failure.kind in _OTHERWISE or is_of_chance(Code(attempt.source)):
        return False
    asked = all(_is_plain(operation) for operation, _ in failure.steps[: number + 1])
    if not asked or has_refs(answer_of(failure.steps[number][1])):
        return False
    shown = Shown(judge, attempt, check, failure, number)
    alone = shown.answer(())
    return alone is not None and alone != shown.wrong


def _last_shown(failure: Failure) -> int | None:
    """The operation that the lines of a failure end with."""
    return failure.origin.call if failure.origin.asked is None else failure.origin.asked


def asks_again(failure: Failure) -> bool:
    """Whether the call that is shown has others of the file before it in its case."""
    before = failure.steps[: failure.origin.call or 0]
    return any(is_asked_of_the_file(operation) for operation, _ in before)


def kept(code: Code, failure: Failure | None = None) -> Why:
    """That something is kept between calls. failure: as it is shown, where that is known."""
    said = ALONE
    if failure is not None and failure.before:
        said = BEFORE
    if code.has("id("):
        said += " id() is only a place in memory: when one array is gone, another may lie there."
    return Why(id="file:kept", text=said)


def can_be_tried(failure: Failure) -> bool:
    """Whether the lines that are shown can be asked by themselves, in another worker."""
    number = _last_shown(failure) or 0
    return all(_is_plain(operation) for operation, _ in failure.steps[: number + 1])


def around_it(code: Code, failure: Failure, is_tried: bool) -> list[int]:
    """The steps that tell what the test has around the call that is shown. is_tried: which of the
    file's own names it takes, that the test gave other values, was found out."""
    number = _last_shown(failure)
    if number is None:
        return []
    found = around_calls.replaced(failure.steps, number, own=not is_tried)
    seeds = around_calls.seeded(failure.steps, number) if is_of_chance(code) else []
    return sorted({*found, *seeds})


def after_its_files(failure: Failure) -> Failure:
    """A failure that is about files, with the calls that wrote them, or should have. No worker is
    asked: so are those of a file that uses chance."""
    number = _last_shown(failure)
    if number and _is_of_files(failure.steps[number][0]) and _wrote_before(failure, number):
        return replace(failure, before=number)
    return failure


def with_all_it_takes(
    judge: Judge, attempt: Attempt, check: RecordedCheck, failure: Failure
) -> tuple[Failure, Why | None]:
    """A failure with what else of its case it takes, where the lines that would be
    shown get another answer by themselves: reads that change the object, or all calls, as
    something is kept in the module, in files, or by a class for all of its objects. And that this
    is the mistake, where they get the right one."""
    number = _last_shown(failure)
    operations = [operation for operation, _ in failure.steps[: (number or 0) + 1]]
    if (after := after_its_files(failure)) is not failure:
        return after, None
    if not number or failure.kind in _OTHERWISE or not all(map(_is_plain, operations)):
        return failure, None
    if not is_imported(failure) and Code(attempt.source).has("id("):
        return failure, None  # where objects lie in memory is another matter each time
    if has_refs(answer_of(failure.steps[number][1])):  # they have other numbers alone
        return failure, None
    shown = Shown(judge, attempt, check, failure, number)
    beside = sorted({*range(number)} - shown.needed(()))
    if not beside or (alone := shown.answer(())) is None:
        return failure, None
    right = failure.right[number] if number < len(failure.right) else None
    if alone == shown.wrong:
        return _with_those_in_vain(failure, shown, beside, right), None
    of_an_object = any(operations[n].do in CALLS for n in shown.needed(()) - {number})
    is_right = of_an_object and alone == told(right)
    why = Why(id="file:shared", text=SHARED) if is_right else None
    return _with_those_beside(failure, shown, beside, why)


def _with_those_in_vain(
    failure: Failure, shown: Shown, beside: list[int], right: Outcome | None
) -> Failure:
    """With the calls that should have changed something in the file, and change nothing here, and
    with what the test put there: the reference gets its answer after those alone."""
    asked = {n: failure.steps[n][0] for n in beside}
    calls = [n for n in beside if is_asked_of_the_file(asked[n]) or is_setting(asked[n])]
    if right is None or not 0 < len(calls) <= MOST_EARLIER:
        return failure
    is_right = told(right).__eq__
    if is_right(shown.references(())) or not is_right(shown.references(calls)):
        return failure

    def is_enough(fewer: list[int]) -> bool:
        return is_right(shown.references(fewer)) and shown.fails(fewer)

    return replace(failure, reads=(*failure.reads, *fewest(calls, others, is_enough)))


def _with_those_beside(
    failure: Failure, shown: Shown, beside: list[int], why: Why | None
) -> tuple[Failure, Why | None]:
    """why: said where what is shown is about other objects, too."""
    asked = {n: failure.steps[n][0] for n in beside}
    calls = [n for n in beside if is_told(asked[n])]
    every = [n for n in beside if n not in calls and _is_read_or_set(asked[n])]
    reads = shown.fewest(every) if every and shown.fails(every) else []
    if reads and shown.are_of_its_own(reads):
        return replace(failure, reads=(*failure.reads, *reads)), None
    are_few = 0 < len(calls) <= MOST_EARLIER
    if are_few and shown.fails(calls):
        return replace(failure, before=shown.number), why
    if reads:
        made = filter(shown.is_made, shown.needed(reads))  # which may begin anew what all share
        return replace(failure, reads=(*failure.reads, *reads, *made)), why
    if not are_few:
        return failure, None
    if every and shown.fails([*calls, *every]):
        every = shown.fewest(every, calls)
    return replace(failure, before=shown.number, reads=(*failure.reads, *every)), None


def _is_read_or_set(operation: Operation) -> bool:
    return operation.do in _ASKED or is_setting(operation)


def _wrote_before(failure: Failure, number: int) -> bool:
    """Whether files were written before the call that is shown: by calls, or by the test."""
    if any(changed_files(operation) for operation, _ in failure.steps[:number]):
        return True
    last = failure.steps[number][0].target
    files = [
        n for n, (one, _) in enumerate(failure.steps) if one.do == "files" and one.target != last
    ]
    mine = [failure.steps[n][1] for n in files if n < number]
    right = [failure.right[n] for n in files if n < min(number, len(failure.right))]
    return any(isinstance(answer_of(one), dict) and answer_of(one) for one in (*mine, *right))


def _is_of_files(operation: Operation) -> bool:
    """Whether it is about what a file has: the test read one, or the call is given its path."""
    given = map(argument_of, (*operation.args, *operation.kwargs.values()))
    paths = (str(value) for value in given if isinstance(value, (str, PurePath)))
    return operation.do == "files" or any(text.startswith(SHARED_FOLDER) for text in paths)


def _is_plain(operation: Operation) -> bool:
    """Whether it was asked of the module alone, with nothing around it that asks the test."""
    given = (*operation.args, *operation.kwargs.values())
    can_be = operation.do in (*_ASKED, *_BESIDE, *_AROUND) and operation.target != "kata"
    # What a name is again, no line says.
    can_be = can_be and not (operation.do == "set" and operation.target is None and not given)
    return can_be and not any(map(_is_asked_here, given))


def _is_asked_here(wire: Value) -> bool:
    """Whether an argument is one that the code asks the test about, or a function to be called."""
    if isinstance(wire, Seq):
        return wire.kind in ("callback", "counted") or any(map(_is_asked_here, wire.items))
    return isinstance(wire, Given)


def is_of_chance(code: Code) -> bool:
    """Whether it uses such a name, other than of a function of its own."""
    used = [*filter(code.has, _CHANCE)]
    return bool(used) and not {*used} <= {*code.functions()}


class Alone:
    """Tries a failing case in workers that have just loaded the file."""

    def __init__(
        self,
        fresh: Callable[[], AbstractContextManager[Attempt]],
        check: RecordedCheck,
        again: Callable[[Live], Failure | None],
    ) -> None:
        """fresh: such a worker. again: how the case goes wrong in it, if it does."""
        self._fresh = fresh
        self._check = check
        self._again = again
        self._workers = MOST_WORKERS
        self._spent_s = 0.0
        self._has_stopped = self._goes_by_place = False
        # How it failed the last time that it did.
        self._found: Failure | None = None

    def with_what_it_takes(self, failure: Failure) -> Failure:
        """The failure with the fewest calls of another case that it takes; its `before` says how
        many of the steps those are, and is None where they aren't found."""
        if failure.kind in _OTHERWISE:
            return failure
        imported = is_imported(failure)
        if not imported and not _can_be_asked([asked for asked, _ in failure.steps]):
            return failure
        if (alone := self._after([])) is not None:
            return alone if _answers(alone) != _answers(failure) else failure
        if self._has_stopped:
            return failure  # who knows
        earlier = [] if self._goes_by_place or imported else _in_a_row(self._cases())
        if not earlier:
            return replace(failure, before=None)
        bare = without(earlier, _unread(earlier))
        earlier = bare if self._after(bare) is not None else earlier
        earlier = fewest(earlier, without, lambda fewer: self._after(fewer) is not None)
        return self._together(earlier) or replace(failure, before=None)

    def _after(self, earlier: Operations) -> Failure | None:
        """How the case fails in a worker that was asked only these before."""
        if self._is_over():
            return None
        self._workers -= 1
        with self._fresh() as attempt:
            if not isinstance(attempt.loaded, Loaded):
                return None
            # Where arrays lie in memory is another matter wherever lines are pasted.
            self._goes_by_place = Code(attempt.source).has("id(")
            live = attempt.live(self._check)
            live.new_case()
            try:
                for operation in earlier:
                    live.run(operation)
                found = self._again(live)
            except (WorkerStopped, WireError):
                self._has_stopped = True
                return None
            finally:
                self._spent_s += attempt.spent_s()
        self._found = found or self._found
        return found

    def _is_over(self) -> bool:
        return not self._workers or self._spent_s > MOST_S

    def _cases(self) -> list[Operations]:
        """Recorded cases after which it fails, as few as are found; none where it never does."""
        cases = sorted(self._check.cases, key=lambda case: sum(map(len, case.asked)))
        every: list[Operations] = [one for one in map(_operations, cases) if _can_be_asked(one)]
        number = 1
        while self._after(_in_a_row(every[:number])) is None:
            if number >= len(every) or self._is_over():
                return []
            number *= 2
        return fewest(
            every[:number], others, lambda fewer: self._after(_in_a_row(fewer)) is not None
        )

    def _together(self, earlier: Operations) -> Failure | None:
        """The case behind the calls before it, as one program: that fails, too, and alike."""
        found = self._found
        if found is None or found.origin.call is None:
            return None
        number = found.origin.call
        more = len(earlier)
        if not 0 < more <= MOST_EARLIER or sum(map(_arrays, earlier)) > MOST_ARRAYS:
            return None
        asked = [*earlier, *(_moved(one, more) for one, _ in found.steps)]
        with self._fresh() as attempt:
            live = attempt.live(self._check)
            live.new_case()
            try:
                steps = tuple((one, live.run(one)[1]) for one in asked)
            except (WorkerStopped, WireError):
                return None
        last = number if found.origin.asked is None else found.origin.asked
        if _answers(found)[last] != messages.encode(steps[more + last][1]):
            return None
        place = found.place and _further(found.place, more)
        right = (*[None] * more, *found.right)
        return replace(found, steps=steps, right=right, place=place, before=more)


def _operations(case: RecordedCase) -> list[Operation]:
    return [messages.operation(raw) for raw in case.asked]


def _arrays(operation: Operation) -> int:
    given = (*operation.args, *operation.kwargs.values())
    return sum(isinstance(wire, (Array, TensorData)) for wire in given)


def _can_be_asked(operations: Operations) -> bool:
    """Whether they are plain operations, of no program and no imported test."""
    return all(one.do in _ASKED and one.target != "kata" and not one.faithful for one in operations)


def _answers(failure: Failure) -> list[bytes]:
    return [messages.encode(answer) for _, answer in failure.steps]


def _in_a_row(cases: Sequence[Operations]) -> list[Operation]:
    """Several cases as one."""
    row: list[Operation] = []
    for case in cases:
        start = len(row)
        row += [_moved(operation, start) for operation in case]
    return row


def _moved(operation: Operation, by: int) -> Operation:
    return with_refs(operation, lambda number: number + by)


def _unread(operations: Operations) -> set[int]:
    """The attributes that were only read."""
    of_others = {number for operation in operations for number in used(operation)}
    got = (number for number, operation in enumerate(operations) if operation.do == "get")
    return {*got} - of_others


def _further(place: Origin, by: int) -> Origin:
    call, asked = (None if n is None else n + by for n in (place.call, place.asked))
    return replace(place, call=call, asked=asked)
