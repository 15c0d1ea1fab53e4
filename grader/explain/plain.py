"""What can be said of a failed check in one sentence, without showing a call."""

from __future__ import annotations

from ..judge.outcomes import Judged
from ..wording.sentences import NOTHING_TOLD, sentence

_ENDINGS = {
    "cpu": "The processor time for the whole submission was used up.",
    "out_of_memory": "The call used more memory than this exercise allows.",
    "garbled": "The process your code ran in sent something that is no answer: {detail}.",
    "crashed": "The process your code ran in stopped: {detail}.",
}


def failed(judged: Judged) -> str | None:
    """Why a check failed, where it was not a wrong value."""
    first = next(iter(judged.failures.values()), None)
    if judged.ending == "no_function":
        return judged.detail
    if judged.ending == "timeout" or (first is not None and first.kind == "timeout"):
        if judged.detail == "again":
            return "Not run: too many calls before it did not come back in time."
        if judged.detail == "submission":
            return "The time for the whole submission was used up before this check."
        return "The call below did not come back in time."
    if judged.ending in _ENDINGS:
        return _ENDINGS[judged.ending].format(detail=judged.detail)
    if first is not None and first.kind in _ENDINGS:
        return _ENDINGS[first.kind].format(detail=first.message or "the process ended")
    if first is not None and first.kind == "large":
        return sentence(first.message)
    if first is not None and first.kind == "forbidden":
        return f"Your code {first.message}."
    if judged.untold and judged.untold == len(judged.failures):
        return NOTHING_TOLD
    if first is not None and all(f.is_unwritten for f in judged.failures.values()):
        name = first.call.name if first.call is not None else "the function"
        return f"Not written yet: {name} raises NotImplementedError."
    return None


def plain(judged: Judged) -> str:
    """What can be said of a failed check without showing a call."""
    said = failed(judged)
    if said is not None:
        return said
    first = next(iter(judged.failures.values()))
    name = first.call.name if first.call is not None else None
    return sentence(first.message or f"the answer of {name or 'your code'} is not the right one")
