"""What a report says of a failure besides the values: one or two sentences."""

from __future__ import annotations

from typing import Any

from ..checks.as_array import numeric_array
from ..checks.mismatch import describe
from ..checks.proxy import Handle
from ..judge.outcomes import Failure
from ..judge.recording import Recording
from ..wire.data import Held, Ref
from ..wire.kinds import Row
from ..wire.messages import Raised, Returned
from ..wording import sentences
from ..wording.answers import is_assignment
from ..wording.claim_words import CANNOT_USE, NOTHING
from . import own_answers
from .answers import STOPS, answers, has_shape, is_computed, itself, wanted
from .call import call_of

_SHAPES = "returned shape ("
COMPUTED = "The check computes the numbers below from what your code returned."
_COUNTED = (
    "The check computes the numbers below from what your code did: what it returned, or called."
)


def sentence(failure: Failure, recording: Recording) -> str | None:
    """What is wrong besides the values, and of which answers the right one was made."""
    said = _sentence(failure, recording)
    if not failure.made:
        return said
    made = own_answers.sentence(failure, recording)
    return made if said in (None, COMPUTED, _COUNTED) else f"{said}\n{made}"


def _sentence(failure: Failure, recording: Recording) -> str | None:
    """What is wrong besides the values, as a sentence. «0» becomes the argument's name."""
    message = failure.message
    if (name := _none_attribute(failure)) is not None and message == NOTHING:
        return f"The attribute {name} is None."
    if failure.raised is not None or failure.kind in STOPS:
        return None
    if failure.kind == "unusable":
        return _unusable(failure)
    if (name := _unasked_method(failure)) is not None:
        return f"{name} is a method here; it is asked for without parentheses."
    if not message:
        return _how_computed(failure) if is_computed(failure) else None
    both_shown = has_shape(failure.got) and has_shape(wanted(failure))
    if failure.kind == "shape" and message.startswith(_SHAPES) and both_shown:
        return None
    if failure.call is not None:
        call = call_of(failure.call, recording)
        for number, name in enumerate(call.arguments):
            if name not in call.made_up:
                message = message.replace(f"«{number}»", name)
            elif len(call.arguments) == 1:
                message = message.replace(f" «{number}»", "")
            else:
                message = message.replace(f"«{number}»", str(number + 1))
    message = message.replace("«", "").replace("»", "")
    return sentences.sentence(message)


def _none_attribute(failure: Failure) -> str | None:
    """The attribute of one of the student's objects that is None: no function lacks a return."""
    asked = failure.origin.asked
    if failure.kind != "missing" or failure.got is not None or asked is None:
        return None
    operation = failure.steps[asked][0]
    return operation.name if operation.do == "get" and isinstance(operation.target, int) else None


def _unasked_method(failure: Failure) -> str | None:
    """The attribute that is a method of the student's, and should have been a value."""
    got, asked = failure.got, failure.origin.asked
    if failure.kind != "type" or asked is None or not isinstance(got, (Handle, Held)):
        return None
    return failure.steps[asked][0].name if got.types[:1] == ("method",) else None


def _how_computed(failure: Failure) -> str:
    """Of a call that was watched, how often it called something may be what is compared."""
    answers = [answer for _, answer in failure.steps if isinstance(answer, Returned)]
    return _COUNTED if any(answer.calls or answer.asked for answer in answers) else COMPUTED


def _unusable(failure: Failure) -> str | None:
    number, right = failure.origin.call, failure.right
    if number is not None and number < len(right) and isinstance(right[number], Raised):
        return None  # what is expected says it
    got, want = map(_of_the_file, answers(failure))
    after = number is not None and is_assignment(failure.steps[number][0])
    said = f"The check can't go on {'after this' if after else 'with this answer'}"
    if not after and (shapes := _shapes_that_differ(failure.message, got, want)):
        return f"{said}: its shape is {shapes[0]}, where {shapes[1]} is asked for."
    if got is None or want is None or describe(got) == describe(want):
        return f"{said}." if failure.message in ("", CANNOT_USE) else f"{said}: {failure.message}."
    wanted = describe(want)
    if isinstance(want, Ref) and failure.call is not None:
        wanted = itself(want, failure.steps, failure.call)
    return f"{said}: it is {describe(got)}, where {wanted} is asked for."


def _shapes_that_differ(message: str, got: Any, want: Any) -> tuple[str, str] | None:
    """Those of two nests of numbers, where NumPy's error is about shapes: a list that has the right
    one would have done, whatever the reference returns."""
    if not (message.startswith("ValueError: ") and ("shape" in message or "dimension" in message)):
        return None
    arrays = [numeric_array(value) for value in (got, want)]
    shapes = [array.shape for array in arrays if array is not None and array.ndim]
    return (str(shapes[0]), str(shapes[1])) if len({*shapes}) == 2 else None


def _of_the_file(answer: Any) -> Any:
    """What a call returned, without what else was noted of it while it was talked to; None of a
    program, which returns nothing. `Talked` and `Ran` are no student's words."""
    if isinstance(answer, Row) and answer._name in ("Talked", "Ran"):
        return answer.value if answer._name == "Talked" else None
    return answer
