"""What can be said of a failed check in one sentence, without showing a call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..judge.asked import unwrapped
from ..judge.outcomes import Failure, Judged
from ..judge.refs import used
from ..wire import messages
from ..wire.messages import CALLS, TOO_LARGE, Operation, Returned, WireError
from ..wording.sentences import NOTHING_TOLD, sentence

_ENDINGS = {
    "cpu": "The processor time for the whole submission was used up.",
    "out_of_memory": "The call used more memory than this exercise allows.",
    "garbled": "The process your code ran in sent something that is no answer: {detail}.",
    "crashed": "The process your code ran in stopped: {detail}.",
}

# In the order in which they name a check's status. Not answers' list of them: a right answer must
# not wait until that is loaded, with NumPy.
_STOPS = ("forbidden", "timeout", "cpu", "out_of_memory", "crashed", "garbled")


def failed(judged: Judged) -> str | None:
    """Why a check failed, where it was not a wrong value."""
    first = _first(judged)
    if judged.ending == "no_function":
        return judged.detail
    if judged.ending == "timeout" or (first is not None and first.kind == "timeout"):
        if judged.detail == "again":
            return "Not run: too many calls before it did not come back in time."
        if judged.detail == "submission" and judged.ran > 1:
            return "The time for the whole submission was used up in this check."
        if judged.detail == "submission":
            return "The time for the whole submission was used up before this check."
        return _too_slow(first)
    ending = first.kind if first is not None and first.kind in _ENDINGS else judged.ending
    if ending in _ENDINGS:
        told = first.message if first is not None else ""
        detail = judged.detail if judged.ending == ending else told
        return _ended(ending, detail or "the process ended")
    if first is not None and first.kind == "large":
        return sentence(first.message)
    if first is not None and first.kind == "forbidden":
        return f"Your code {first.message}."
    if judged.untold and judged.untold == len(judged.failures):
        return NOTHING_TOLD
    if first is not None and all(f.is_unwritten for f in judged.failures.values()):
        return f"Not written yet: {_name(first) or 'the function'} raises NotImplementedError."
    return None


def _too_slow(first: Failure | None) -> str:
    goes_on = first is not None and _goes_on(first)
    if goes_on and first is not None and first.has_come_back:
        method = _method_under_way(first)
        calling = f", calling its {method}," if method else ""
        return f"What the check asks of the answer below{calling} did not come back in time."
    if first is not None and first.place is not None and _several(first):
        them = ", or what the check asks of their answers," if goes_on else ""
        return f"One of several calls{them} did not come back in time. The first of them:"
    asked = ", or what the check asks of its answer," if goes_on else ""
    return f"The call below{asked} did not come back in time."


def _ended(ending: str, detail: str) -> str:
    if detail == TOO_LARGE:  # answers they were
        return "Your code's answers are too large to be kept."
    return _ENDINGS[ending].format(detail=detail)


def unwritten(judged: Sequence[Judged]) -> str | None:
    """The one sentence for a file of which nothing is written yet; None where something is."""
    if not all(j.failures and all(f.is_unwritten for f in j.failures.values()) for j in judged):
        return None
    every = (_name(failure) for j in judged for failure in j.failures.values())
    names = list(dict.fromkeys(name for name in every if name is not None))
    if len(names) < 2:
        return None  # as each of the checks says
    said = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Not written yet: {said} raise NotImplementedError."


def with_half_written(judged: Sequence[Judged]) -> list[Judged]:
    """The same, where a function that raises NotImplementedError for some calls only, and answers
    others, isn't taken for one that is not written yet."""
    open_ = {name for j in judged for f in j.failures.values() if (name := _open_function(f))}
    half = open_ & {*_answered(judged)} if open_ else set()
    return [_with_half(one, half) for one in judged] if half else [*judged]


def _with_half(judged: Judged, half: set[str]) -> Judged:
    failures = {
        number: replace(failure, half=True) if _open_function(failure) in half else failure
        for number, failure in judged.failures.items()
    }
    return replace(judged, failures=failures)


def _open_function(failure: Failure) -> str | None:
    """The function of the file's that a failure says is not written yet."""
    return _function(failure.steps[-1][0]) if failure.is_unwritten else None


def _function(operation: Operation) -> str | None:
    call = unwrapped(operation)
    return call.name if call.do in CALLS and call.target is None else None


def _answered(judged: Sequence[Judged]) -> Iterator[str]:
    """The functions of the file's that have answered a call."""
    for one in judged:
        for case, answers in zip(one.check.cases, one.batched.cases, strict=False):
            for asked, answer in zip(case.asked, answers, strict=False):
                try:
                    returned = isinstance(messages.outcome(answer), Returned)
                except WireError:
                    continue
                if returned and (name := _function(messages.operation(asked))):
                    yield name


def _several(failure: Failure) -> bool:
    """Whether more than one call of a case is left without an answer: any of them may be it."""
    open_ = [asked for asked, answer in failure.steps if asked.do in CALLS and answer is None]
    return sum(unwrapped(asked).target is None for asked in open_) > 1


def _goes_on(failure: Failure) -> bool:
    """Whether a library's function was given what the call came to, an iterator say, or one of its
    methods."""
    number = failure.origin.call
    if number is None or isinstance(failure.steps[number][0].target, str):
        return False
    parts = {number}
    for later, (asked, _) in enumerate(failure.steps[number + 1 :], number + 1):
        if parts.isdisjoint(used(asked)):
            continue
        if asked.do in CALLS and isinstance(asked.target, str):
            return True
        if asked.do == "get":
            parts.add(later)
    return False


def _method_under_way(failure: Failure) -> str | None:
    """The one method that what was asked last makes use of."""
    parts = {len(failure.steps) - 1}
    for number in range(len(failure.steps) - 1, -1, -1):
        if number in parts:
            parts.update(used(failure.steps[number][0]))
    names = {asked.name for n in parts if (asked := failure.steps[n][0]).do == "get"}
    return names.pop() if len(names) == 1 else None


def stopped(judged: Judged) -> int | None:
    """The number of the case that ended a worker: the first of those that the status is about."""
    stops = [number for number, failure in judged.failures.items() if failure.kind in _STOPS]
    return min(stops, key=lambda n: _STOPS.index(judged.failures[n].kind), default=None)


def _first(judged: Judged) -> Failure | None:
    """The failure that the status is about: one that ended a worker, if one did."""
    stop = stopped(judged)
    return judged.failures[stop] if stop is not None else next(iter(judged.failures.values()), None)


def plain(judged: Judged) -> str:
    """What can be said of a failed check without showing a call."""
    said = failed(judged)
    if said is not None:
        return said
    first = next(iter(judged.failures.values()))
    name = _name(first) or "your code"
    return sentence(first.message or f"the answer of {name} is not the right one")


def _name(failure: Failure) -> str | None:
    if failure.call is None:
        return None
    return "the program" if failure.call.is_program else unwrapped(failure.call).name
