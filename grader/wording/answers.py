"""The answers among a check's operations, and the place in the student's calls of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..wire.data import Held, Ref
from ..wire.messages import CALLS, PYTHONS, Operation, Raised, Returned
from .origin import Steps, answer_of, origin
from .place import Origin

_COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge", "contains")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation came to: a value, or what it raised."""

    number: int
    value: Any
    raised: Raised | None = None


def answers_of(steps: Steps) -> Iterator[Answer]:
    for number, (operation, outcome) in enumerate(steps):
        if operation.do == "files":
            continue  # a file's text is looked for by itself
        if operation.name == "__exit__" and operation.args == ["AssertionError"]:
            continue  # it heard of the failure, and is not what failed
        if isinstance(outcome, Raised):
            yield Answer(number, None, outcome)
        elif isinstance(outcome, Returned):
            yield Answer(number, answer_of(outcome))


def last_asked(answers: Sequence[Answer], steps: Steps) -> Answer | None:
    """The last answer that the test asked for, and not what reports that something is wrong."""
    asked = (a for a in reversed(answers) if not is_repr(steps[a.number][0]))
    return next(asked, None)


def last_step(steps: Steps) -> int:
    """The last step before unittest and pytest asked for texts of objects; -1: there is none."""
    return next((n for n in reversed(range(len(steps))) if not is_repr(steps[n][0])), -1)


def before_ends(answers: Sequence[Answer], steps: Steps) -> list[Answer]:
    """Without the last ones that only heard of an error: the `__exit__` of a block that it left,
    and what was asked in the middle of that."""
    kept = [*answers]
    while kept and _heard_of_an_error(steps[kept[-1].number][0]):
        end = kept.pop().number
        calls = [a.number for a in kept if is_a_call(steps[a.number][0])]
        since = range(calls[-1] + 1 if calls else 0, end)
        middle = next((n for n in since if steps[n][0].do == "waits"), end)
        kept = [a for a in kept if a.number < middle]
    return kept


def _heard_of_an_error(operation: Operation) -> bool:
    return operation.name == "__exit__" and operation.args[:1] not in ([], [None])


def is_assignment(operation: Operation) -> bool:
    """Whether it returns nothing, as nobody asks it for an answer: `x.value = 3`, `del x[0]`."""
    return (operation.target, operation.name) in (
        ("builtins", "setattr"), ("builtins", "delattr"),
        ("operator", "setitem"), ("operator", "delitem"),
    )  # fmt: skip


def is_setting(operation: Operation) -> bool:
    """Whether an imported test gave something else to a name of the file, or to a part of it."""
    return operation.faithful and (
        is_assignment(operation) or (operation.do, operation.target) == ("set", None)
    )


def is_constant(operation: Operation) -> bool:
    """Whether a name of the file was read, which works nothing out."""
    return operation.do == "get" and operation.target is None


def without_names(answers: Sequence[Answer], steps: Steps) -> list[Answer]:
    """Without the functions and objects of the file that were read by their name and no more: a
    patch does that, also to put them back."""
    return [
        answer
        for answer in answers
        if not (is_constant(steps[answer.number][0]) and isinstance(answer.value, (Held, Ref)))
    ]


def is_repr(operation: Operation) -> bool:
    """What unittest asks to say that something is wrong."""
    return operation.target == "builtins" and operation.name == "repr"


def is_a_call(operation: Operation) -> bool:
    return operation.do in CALLS and operation.target not in PYTHONS


def is_asked_of_the_file(operation: Operation) -> bool:
    """Whether it counts as a call of the file's: what an imported test asked Python's functions of
    an answer, its length say, doesn't."""
    asked = operation.faithful and operation.target in PYTHONS
    return operation.do in CALLS and not asked


def times_asked(steps: Steps, number: int) -> int:
    """How often the same was asked, with the same arguments."""
    asked = steps[number][0]
    whose = asked.do, asked.name, asked.target
    same = (one for one, _ in steps if (one.do, one.name, one.target) == whose)
    return sum(one.args == asked.args and one.kwargs == asked.kwargs for one in same)


def is_comparison(operation: Operation) -> bool:
    return operation.target == "operator" and operation.name in _COMPARISONS


def is_equality(operation: Operation) -> bool:
    """Whether it compares two objects, or asks for a text of one: so unittest looks for the item
    that differs, after a list was compared."""
    return is_repr(operation) or (is_comparison(operation) and operation.name in ("eq", "ne"))


def is_said_by(value: Any, raised: Raised) -> bool:
    """Whether a value is what an exception says: its message, its arguments or its class."""
    if isinstance(value, str):
        # str() of a KeyError is the repr of what it was made with.
        return value in (raised.message, repr(raised.message))
    if isinstance(value, tuple) and len(value) == 1:
        return bool(value == (raised.message,))
    return isinstance(value, type) and value.__name__ == raised.error


def place_of(steps: Steps, answer: Answer) -> Origin:
    """Which call is shown for an answer."""
    operation = steps[answer.number][0]
    if answer.raised is not None or operation.do in CALLS or is_constant(operation):
        return Origin(answer.number, whole=True)
    if operation.do == "heard":
        on = f" on {operation.name}" if operation.name else ""
        return Origin(answer.number, part=0, parts=1, name=f"what was printed{on}")
    if operation.faithful and operation.do == "get":
        return Origin(answer.number, whole=True, asked=answer.number)
    return origin(steps[: answer.number + 1], (), answer.value, None)
