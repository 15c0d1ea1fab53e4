"""What came of a call, and what should have, as values of a report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeGuard

import numpy as np
from msgspec import structs

from ..checks.mismatch import describe
from ..judge.kept_arguments import with_values
from ..judge.outcomes import Failure
from ..model import How
from ..plain_value import Value, as_text, unmarked, words
from ..wire.arrays import Tensor
from ..wire.data import Held, Ref, Seq
from ..wire.live_arguments import GENERATORS
from ..wire.messages import CALLS, Operation, Outcome, Raised, Returned
from ..wire.yielded import as_listed
from ..wording import commands, value_text
from ..wording.answers import is_assignment
from ..wording.gathered_items import is_end, is_next
from ..wording.origin import Steps, answer_of
from ..wording.steps_needed import enters, leaves

_OF_A_SORT = ("shape", "type", "dtype")
# The endings of a worker have sentences of their own.
STOPS = ("timeout", "cpu", "crashed", "garbled", "out_of_memory", "forbidden")
_ABOUT_THE_CALL = ("property", "unusable")
# Of StopIteration, which nobody wrote who writes a generator.
ENDED = " (it ended here: nothing more came)"


@dataclass(frozen=True, slots=True)
class Seen:
    """what: a name for the two values, where they are not all of the call's answer; was: one for
    the expected value, where it needs another."""

    how: How
    got: Any
    want: Any
    raised: Raised | None = None
    what: str = ""
    was: str = ""


def answers(failure: Failure) -> tuple[Any, Any]:
    """What the call that is shown returned, and what the reference did."""
    number = failure.origin.call
    if number is None:
        return None, None
    right = failure.right[number] if number < len(failure.right) else None
    return answer_of(failure.steps[number][1]), answer_of(right)


def expected_value(seen: Seen, failure: Failure) -> Value:
    said = _expected(seen, failure)
    return structs.replace(said, name=seen.was or seen.what)


def got_value(seen: Seen, failure: Failure, file: str) -> Value:
    """With what ended a program, where it is one's."""
    end = commands.ended(answers(failure)[0], file)
    got = structs.replace(_got(seen, failure, file), name=seen.what, after=end)
    said = as_text(got)
    if said and seen.raised is None and (method := _of_a_block(failure)):
        return words(f"{said}, from {method}")
    return got


def _of_a_block(failure: Failure) -> str:
    """The method whose answer is shown where a `with` block is the last line, which has none."""
    number = failure.origin.call
    operation = failure.steps[number][0] if number is not None else None
    if operation is None or failure.origin.asked is not None:
        return ""
    return operation.name or "" if enters(operation) or leaves(operation) else ""


def alone(seen: Seen, failure: Failure, file: str, shown: Value) -> Value | None:
    """What came of a call as it looks with nothing beside it; None where `shown` is that, besides
    its marks. Which cells are on the page, and in how many digits, tells of what was expected."""
    value = got_value(replace(seen, want=None), failure, file)
    return value if value != unmarked(shown) else None


def wanted(failure: Failure) -> Any:
    """What was expected; where the check only said of what sort, what the reference answered."""
    if failure.want is not None or failure.got is None or failure.kind not in _OF_A_SORT:
        return failure.want
    origin, right = failure.origin, as_listed(answers(failure)[1])
    if origin.part is not None and isinstance(right, (list, tuple)) and origin.part < len(right):
        return right[origin.part]
    return right if origin.whole else None


def is_computed(failure: Failure) -> bool:
    """Whether what is compared is no answer, nor a part of one, but follows from answers."""
    known = failure.origin.whole or failure.origin.part is not None
    known = known or failure.origin.asked is not None or failure.origin.call is None
    return not known and failure.got is not None and failure.kind != "lasting"


def has_shape(value: object) -> TypeGuard[Tensor | np.ndarray[Any, Any] | np.generic]:
    # A handle would ask the student's object for one.
    return isinstance(value, (Tensor, np.ndarray, np.generic))


def _expected(seen: Seen, failure: Failure) -> Value:
    if failure.expected:
        return words(failure.expected)
    if isinstance(seen.want, type):
        return words(f"{seen.want.__name__} to be raised")
    if seen.want is None and (failure.kind == "values" or _is_none_right(failure)):
        return value_text.as_data(None)
    if seen.want is None:
        return _right(failure)
    return _compared(seen.want, seen.got, failure)


def _is_none_right(failure: Failure) -> bool:
    number = failure.origin.call
    if failure.kind != "type" or number is None or number >= len(failure.right):
        return False
    answer = failure.right[number]
    return isinstance(answer, Returned) and answer.value is None


def _right(failure: Failure) -> Value:
    """What the reference answers, where the student's code answered nothing."""
    number = failure.origin.call
    told = failure.place is not None and failure.kind in (*_ABOUT_THE_CALL, "raised", "missing")
    known = told or failure.kind in ("error", *STOPS)
    if not known or number is None:
        return words("")
    if number >= len(failure.right):
        # It was asked something else; its own answers raised nothing that ends the check.
        return words("no exception" if failure.kind == "error" else "")
    answer: Outcome | None = failure.right[number]
    if isinstance(answer, Raised) and _is_let_through(failure, number):
        return words(f"{answer.error} held back by __exit__")
    if isinstance(answer, Raised):
        said = failure.kind == "raised" and answer.message
        return words(
            f"{answer.error}: {answer.message}" if said else _to_be_raised(answer, failure.raised)
        )
    if failure.kind in STOPS and failure.has_come_back:
        return words("")
    value, asked = answer_of(answer), failure.steps[number][0]
    of_arguments = _is_of_the_file(asked) and not _is_the_only_call(asked)
    if value is None and failure.kind == "error" and of_arguments:
        return value_text.as_data(None)
    if value is None or asked.name == "__exit__":
        return words("no exception" if failure.kind == "error" else "")
    if isinstance(value, Held):
        return _kept(failure, number, value)
    if isinstance(value, Ref):
        return words(itself(value, failure.steps, asked))
    if _is_the_only_call(asked):
        return words("no exception" if failure.kind == "error" else "")
    # Of what a check asks for, the reference's answer is one example; so is what it throws.
    example = failure.kind == "property" or _is_given_a_generator(asked)
    return structs.replace(value_text.as_data(value), example=example)


def _is_let_through(failure: Failure, number: int) -> bool:
    """Whether a `with` block's own end lets out what it should keep back."""
    ends = zip(failure.steps[number + 1 :], failure.right[number + 1 :], strict=False)
    return failure.kind == "error" and any(
        asked.name == "__exit__"
        and isinstance(came, Returned)
        and isinstance(right, Returned)
        and not answer_of(came)
        and bool(answer_of(right))
        for (asked, came), right in ends
    )


def _to_be_raised(right: Raised, raised: Raised | None) -> str:
    """Where the student's exception has the same name, what it should be derived from as well."""
    lacking: list[str] = []
    if raised is not None and raised.error == right.error:
        lacking = [base for base in right.bases if base not in raised.bases]
    return f"{right.error} to be raised" + (f", derived from {lacking[0]}" if lacking else "")


def _is_given_a_generator(asked: Operation) -> bool:
    """Whether a call is handed a random generator: what it is asked for is up to the code."""
    given = (*asked.args, *asked.kwargs.values())
    return any(isinstance(value, Seq) and value.kind in GENERATORS for value in given)


def _is_the_only_call(asked: Operation) -> bool:
    """Whether a function of the file takes nothing: its one answer is all there is to write."""
    return _is_of_the_file(asked) and not asked.args and not asked.kwargs


def _is_of_the_file(asked: Operation) -> bool:
    """Whether it calls a function; a method that returns None is no question, but a step."""
    return asked.do in CALLS and asked.target is None


def _kept(failure: Failure, number: int, held: Held) -> Value:
    """What the reference's worker kept. Of a plain value that is no more than a way to look at it
    later: it is what the reference was seen to answer to the same call."""
    if held.types != ("object",):
        return words(describe(held))
    asked = with_values(failure.steps, number)
    question = (asked.target, asked.name, asked.args, asked.kwargs)
    for step, (operation, _) in enumerate(failure.steps[: len(failure.right)]):
        looks = (operation.do, operation.name) == ("get", None)
        made = step - 1 if looks else step
        if looks and operation.target != made:  # it may have been changed since
            continue
        same = with_values(failure.steps, made)
        value = answer_of(failure.right[step])
        if question == (same.target, same.name, same.args, same.kwargs) and _is_plain(value):
            return value_text.as_data(value)
    return words("no exception" if failure.kind == "error" else "")


def _is_plain(value: Any) -> bool:
    return value is not None and not isinstance(value, (Held, Ref))


def itself(value: Ref, steps: Steps, operation: Operation) -> str:
    """An object that was there before, as what comes back: `self`, mostly."""
    if value.operation == operation.target:
        return "the object itself"
    made = answer_of(steps[value.operation][1]) if value.operation < len(steps) else None
    return f"the same {describe(made).partition(' ')[2]}" if made is not None else "an object"


def _got(seen: Seen, failure: Failure, file: str) -> Value:
    if seen.raised is not None:
        said = raised_text(seen.raised, file, ENDED if _ends_too_early(failure) else "")
        return Value(kind="raised", type=seen.raised.error, text=said)
    if failure.kind in STOPS and failure.has_come_back:
        return words(describe(answers(failure)[0]))
    if failure.kind in ("timeout", "cpu"):
        return words("nothing, within the time allowed")
    if failure.kind in ("crashed", "garbled", "out_of_memory"):
        return words("nothing")
    if failure.kind in _ABOUT_THE_CALL and seen.got is None:
        number = failure.origin.call
        if number is not None and is_assignment(failure.steps[number][0]):
            return words("nothing")
        if failure.place is None:
            return words("")
    if isinstance(seen.got, Ref) and (number := failure.origin.call) is not None:
        return words(itself(seen.got, failure.steps, failure.steps[number][0]))
    return _compared(seen.got, seen.want, failure)


def _compared(value: Any, against: Any, failure: Failure) -> Value:
    shown = value_text.as_data(value, against)
    # Beside a list, which has no shape, the sentence says what is wrong with it.
    if failure.kind != "shape" or not (has_shape(value) and has_shape(against)):
        return shown
    return structs.replace(shown, shape=tuple(value.shape), shape_said=True)


def _ends_too_early(failure: Failure) -> bool:
    """Whether an iterator was asked for its next item, and had none where the reference's has."""
    number = failure.origin.call
    if number is None:
        return False
    asked, came = failure.steps[number]
    right = failure.right[number] if number < len(failure.right) else None
    return is_next(failure.steps, asked) and is_end(came) and not is_end(right)


def raised_text(raised: Raised, file: str, more: str = "") -> str:
    """The student's own exception, with the student's own lines only. more: what it means."""
    lines = [(f"{raised.error}: {raised.message}" if raised.message else raised.error) + more]
    lines += [f"  {file}, line {f.line}, in {f.function}" for f in raised.frames[-4:]]
    return "\n".join(lines)
