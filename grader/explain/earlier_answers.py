"""A call that was given the wrong answer of another: expand(squeeze(text)), squeeze being wrong."""

from __future__ import annotations

from ..judge.outcomes import Failure
from ..judge.recording import Recording
from ..wire.messages import Returned
from ..wording.call_text import Spelled
from .answers import STOPS
from .call import Call, call_of, call_text, is_large

# Shown in a form of their own, or for what they did and not for what they answered.
_OTHERWISE = ("lasting", "stale", *STOPS)


def fed(failure: Failure, call: Call, recording: Recording, number: int) -> Spelled | None:
    """A call with the ones before it whose wrong answers it was given: alone, it would be blamed
    for what was lost before. None where there are none."""
    operation = failure.steps[number][0]
    if operation.do != "call" or operation.target is not None or failure.kind in _OTHERWISE:
        return None
    if number < len(failure.right):
        return None  # asked of right answers, too: a value is a wrong one's by accident
    given = _wrong_answers(failure, call, number)
    earlier = {name: call_of(failure.steps[step][0], recording) for name, step in given.items()}
    below = {n: v for n, v in call.arguments.items() if n in given or is_large(v)}
    for before in earlier.values():
        large = {n: v for n, v in before.arguments.items() if is_large(v)}
        if large.keys() & below.keys():  # one name for two values
            return None
        below |= large
    if not given:
        return None
    lines = [f"{name} = {call_text(before)}" for name, before in earlier.items()]
    return Spelled([*lines, call_text(call, named=frozenset(given))], below)


def _wrong_answers(failure: Failure, call: Call, number: int) -> dict[str, int]:
    """By argument of a call, the earlier call of a function whose wrong answer it is."""
    operation = failure.steps[number][0]
    wired = [*operation.args, *operation.kwargs.values()]
    found: dict[str, int] = {}
    for step, (asked, answer) in enumerate(failure.steps[:number]):
        right = failure.right[step] if step < len(failure.right) else None
        if asked.do != "call" or asked.target is not None or asked == operation:
            continue
        if not isinstance(answer, Returned) or not isinstance(right, Returned):
            continue
        if answer.value != right.value:
            pairs = zip(call.arguments, wired, strict=False)
            found |= {name: step for name, value in pairs if value == answer.value}
    return found
