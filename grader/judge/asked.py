"""What an operation asks of the student's file, and all of them as a reader knows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ..wire import messages
from ..wire.data import Held, Map, RecordData, Ref, Seq, Value
from ..wire.messages import AROUND, Asks, Operation, Outcome, Raised, Returned, result_number
from ..wire.moved import unmoved

Steps = tuple[tuple[Operation, Outcome | None], ...]
_WAITS = Operation("waits", None, None)


def unwrapped(operation: Operation) -> Operation:
    """The student's call inside one of `kata`'s: talk(f, …) asks for f(…)."""
    if operation.target != "kata" or operation.name == "run" or len(operation.args) < 4:
        return operation
    owner, name, args, kwargs = operation.args[:4]
    target = owner.operation if isinstance(owner, Ref) else None
    named = {str(k): v for k, v in kwargs.items} if isinstance(kwargs, Map) else {}
    positional = args.items if isinstance(args, Seq) else []
    return Operation("call", target, name if isinstance(name, str) else None, positional, named)


def as_told(asked: Sequence[tuple[Operation, Outcome | None]]) -> Steps:
    """Operations and answers as a reader knows them: a call that asked a test's functions something
    is one step, where it ended."""
    steps = list(asked)
    for number, (operation, outcome) in enumerate(asked):
        call = operation.target
        if operation.do == "answer" and isinstance(call, int) and call < number:
            ended = not isinstance(outcome, Asks)
            steps[number] = (asked[call][0], outcome) if ended else (_WAITS, None)
            steps[call] = (_WAITS, None) if ended else (steps[call][0], None)
        elif isinstance(outcome, Asks):
            steps[number] = (operation, None)  # it never ended
        elif operation.do == "fill" and isinstance(outcome, Raised):
            steps[number] = (Operation("get", None, operation.name, faithful=True), outcome)
        elif operation.do in AROUND:
            steps[number] = (_of_its_stream(operation, outcome), heard(operation, outcome))
        elif operation.do == "get" and operation.args:
            # The test's copy of it is brought up to date; arguments are counted.
            steps[number] = (Operation("waits", None, None, operation.args), None)
    while steps and steps[-1][0].do in (*AROUND, "waits") and steps[-1][1] is None:
        steps.pop()
    return (*steps, *_as_they_are_now(tuple(steps)))


def _as_they_are_now(steps: Steps) -> Iterator[tuple[Operation, Outcome]]:
    """What operations returned that the code has changed since then, looked at once more."""
    if not steps or not isinstance(steps[-1][1], Returned):
        return
    now: dict[int, Value] = {}
    for operation, outcome in steps:
        for number, wire in outcome.after if isinstance(outcome, Returned) else ():
            if number < 0:
                now[result_number(number)] = unmoved(wire)
        if isinstance(operation.target, int) and _is_plain(steps[operation.target][1]):
            now.pop(operation.target, None)  # the test has changed it itself
    for number, wire in now.items():
        if 0 <= number < len(steps) and steps[number][0].do != "waits":
            yield Operation("get", number, None, faithful=True), Returned(wire)


def _is_plain(outcome: Outcome | None) -> bool:
    return isinstance(outcome, Returned) and not isinstance(outcome.value, (Held, Ref))


def _of_its_stream(operation: Operation, outcome: Outcome | None) -> Operation:
    """What was printed on stderr alone is told by its name."""
    value = outcome.value if isinstance(outcome, Returned) else None
    if operation.do != "heard" or not isinstance(value, RecordData):
        return operation
    printed = [name for name, text in value.fields if text]
    return replace(operation, name="stderr") if printed == ["errors"] else operation


def heard(operation: Operation, outcome: Outcome | None) -> Outcome | None:
    """What was printed, as the text alone, and what was written to files; None where nothing was:
    that is no answer."""
    value = outcome.value if isinstance(outcome, Returned) else None
    if operation.do == "files":
        return outcome if isinstance(value, Map) and value.items else None
    if not isinstance(value, RecordData):
        return None
    texts = [text for _, text in value.fields if text]
    return Returned(texts[0] if len(texts) == 1 else value) if texts else None


def right_for(
    steps: Steps, asked: Sequence[Operation], answers: Sequence[Outcome | None]
) -> tuple[Outcome | None, ...]:
    """The reference's answers to steps as they are told, as far as it was asked the same: how often
    a call asked a test's functions something in the middle may differ."""
    told = as_told([*zip(asked, answers, strict=False)])
    theirs = iter([step for step in told if not _is_meanwhile(step[0], told)])
    right: list[Outcome | None] = []
    for mine, _ in steps:
        if _is_meanwhile(mine, steps):
            right.append(None)
            continue
        operation, answer = next(theirs, (None, None))
        if operation is None or _as_asked(operation) != _as_asked(mine):
            break
        right.append(answer)
    return tuple(right)


def _as_asked(operation: Operation) -> bytes:
    """Whatever stream it was printed on."""
    is_heard = operation.do == "heard"
    return messages.encode(replace(operation, name=None) if is_heard else operation)


def _is_meanwhile(operation: Operation, steps: Steps) -> bool:
    """Whether it belongs to what a call asks a test's functions in its middle: also what of a
    question had to be fetched."""
    first = operation.args[0] if operation.args else None
    if (operation.target, operation.name) == ("operator", "getitem") and isinstance(first, Ref):
        return 0 <= first.operation < len(steps) and steps[first.operation][0].do == "waits"
    return operation.do in ("waits", "answer")
