"""Arguments that were changed: by a call that should have left them as they were, and by a check
that looks whether an answer changes with them.

What a call made of one is asked of it once more, with arguments that the worker keeps: an observed
call says which were changed, and not to what.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import numpy as np

from ..judge.attempt import Attempt
from ..judge.channels import Live, WorkerStopped
from ..judge.outcomes import Failure
from ..judge.recording import RecordedCheck, Recording
from ..model import Counterexample
from ..wire.arrays import Tensor
from ..wire.data import Ref, Seq
from ..wire.messages import Operation, Returned
from ..wire.values import to_wire
from ..wording import value_text
from ..wording.origin import alike, answer_of, argument_of
from .call import Call, call_of, call_text


def with_changed(
    shown: Counterexample | None,
    failure: Failure,
    recording: Recording,
    attempt: Attempt,
    check: RecordedCheck,
) -> Counterexample | None:
    """The counterexample, with what became of the arguments that were changed."""
    asked = failure.call
    if shown is None or shown.then or failure.kind != "changed" or asked is None:
        return shown
    if asked.do != "observe" or asked.target is not None:
        return shown
    names = list(call_of(asked, recording).arguments)
    try:
        now = _now(attempt.live(check), asked)
    except WorkerStopped:
        return shown
    before = [argument_of(wire) for wire in (*asked.args, *asked.kwargs.values())]
    both = list(zip(names, before, now, strict=True))
    changed = {
        name: value_text.as_data(value, given=True)
        for name, was, value in both
        if value is not None and not alike(was, value)
    }
    asking = [name for name, was, value in both if _asks(value) and not _asks(was)]
    if asking and not changed:
        said = "asks for gradients now" if len(asking) == 1 else "ask for gradients now"
        return replace(shown, then=f"{', '.join(asking)} {said}")
    if not changed:
        return shown
    others = ", ".join(changed)
    then = f"{others} {'is' if len(changed) == 1 else 'are'} no longer what was given:"
    values = msgspec.structs.replace(shown.values, then_arguments=changed)
    return replace(shown, then=then, values=values)


def _asks(value: Any) -> bool:
    return isinstance(value, Tensor) and value.requires_grad


def _now(live: Live, asked: Operation) -> list[Any]:
    """The arguments after the call, in their order; None where one has no value."""
    live.new_case()
    wired = [*asked.args, *asked.kwargs.values()]
    kept = [
        Ref(live.run(Operation("call", "operator", "getitem", _only(wire), keep=True))[0])
        for wire in wired
    ]
    args = len(asked.args)
    kwargs = dict(zip(asked.kwargs, kept[args:], strict=True))
    live.run(Operation("call", None, asked.name, [*kept[:args]], {**kwargs}, keep=True))
    return [_value(live, ref) for ref in kept]


def _only(wire: Any) -> list[Any]:
    """What takes it out of a list of one."""
    return [Seq("list", [wire]), to_wire(0)]


def _value(live: Live, ref: Ref) -> Any:
    answer = live.run(Operation("get", ref.operation, None))[1]
    return answer_of(answer) if isinstance(answer, Returned) else None


def altered(failure: Failure, operation: Operation, first: Call, number: int) -> str:
    """How an argument of the first call, or the answer to the same call again, was changed."""
    if operation.name is None:
        what, value = call_text(first), failure.want
    else:
        places = dict(zip(map(str, range(len(first.arguments))), first.arguments, strict=True))
        what = places.get(operation.name, operation.name)
        value = first.arguments[what]
    return _filled(what, value, number)


def _filled(what: str, value: Any, number: int) -> str:
    if isinstance(value, (np.ndarray, Tensor)):
        return f"{what}[...] = {number}"
    return f"every number in {what} is changed to {number}"


def with_the_same_objects(failure: Failure, first: Call) -> str:
    """How arguments were changed, and the call that was made with those very objects then."""
    again = failure.steps[failure.origin.asked or 0][0]
    given = [*again.args, *again.kwargs.values()]
    names = {
        a.operation: n for a, n in zip(given, first.arguments, strict=True) if isinstance(a, Ref)
    }
    lines = [
        _filled(names[operation.target], first.arguments[names[operation.target]], number)
        for operation, answer in failure.steps
        if operation.do == "alter" and operation.target in names
        if (number := answer_of(answer)) is not None
    ]
    return "\n".join([*lines, f"{call_text(first)}, with the same objects"])
