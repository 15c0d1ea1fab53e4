"""A failure as a report shows it: the call, its arguments, what came of it and what should have.

What is called returned is the answer of the call that is shown, or a part of it that is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

import numpy as np

from ..checks.assertions import assert_same
from ..checks.channel import StudentError
from ..checks.mismatch import Mismatch
from ..judge.kept_arguments import with_values
from ..judge.outcomes import Failure
from ..judge.recording import Recording
from ..model import Counterexample, Exercise, Values
from ..plain_value import Value, part_name, words
from ..wire.arrays import Tensor
from ..wire.data import Held, Ref
from ..wire.messages import CALLS, PYTHONS, Outcome, Raised, Returned
from ..wire.yielded import as_listed
from ..wording import around_calls, commands, value_text
from ..wording.call_text import Spelled, spelled
from ..wording.digits import FEW
from ..wording.one_value import values_given
from ..wording.origin import RETURNED, Steps, alike, answer_of, maker, root
from ..wording.place import Origin
from ..wording.steps_needed import is_told_by_lines
from . import own_answers
from .answers import Seen, alone, answers, expected_value, got_value, is_computed, wanted
from .call import RESULT, Call, as_asked, call_of, call_text, is_large
from .changed_arguments import altered, with_the_same_objects
from .convolution_sum import window
from .earlier_answers import fed
from .object_history import as_left, path, told

_WITH_WINDOW = ("values",)
# What is shown of an answer to an argument as it was before it was changed.
_NOW, _RIGHT_NOW = "the answer after the change", "the right answer after the change"


def counterexample(
    failure: Failure, recording: Recording, exercise: Exercise, around: Sequence[int] = ()
) -> Counterexample | None:
    """A failure as a report shows it. None when no call was made. around: the steps that tell what
    the test has around the call."""
    operation, number = failure.call, failure.origin.call
    if operation is None or number is None:
        return None
    if around and not around_calls.are_only_lines(failure.steps, around):
        failure, around = replace(failure, reads=(*failure.reads, *around)), ()
    call = call_of(operation, recording)
    if _may_be_for_its_names(failure, number):
        call = as_asked(call)
    shown = _spelled(failure, call, recording, number)
    if shown is not None and around:
        failure, around = replace(failure, reads=(*failure.reads, *around)), ()
        shown = _spelled(failure, call, recording, number)
    if shown is not None:
        # A law that was broken, with no value that shows it, is not about the last line's answer.
        if failure.kind != "property" or failure.got is not None or failure.place is not None:
            failure = replace(failure, place=_last_line(failure.origin))
    else:
        shown = fed(failure, call, recording, number)
    seen = _seen(failure, call)
    in_window = failure.kind in _WITH_WINDOW and seen.how == "returned" and not seen.what
    in_window = in_window and not failure.made
    got, expected = got_value(seen, failure, exercise.file), expected_value(seen, failure)
    digits = max(_digits(got), _digits(expected))
    arguments = _given(shown.values if shown else _arguments(call, failure, number), digits)
    told = "\n".join(shown.lines) if shown else call_text(call, _name(failure, call, number))
    told = "\n".join([*around_calls.before_a_call(failure.steps, around), told])
    if operation.is_program:
        told, arguments = commands.command(operation, exercise.file), {}
    arguments |= commands.given(operation)
    then, later = _then(failure, call, recording)
    if shown is None and _is_worked_out_of_an_object(failure, number):
        # The sentence says it all; what the check asked of the object is no call of the student's,
        # nor are there lines of Python that do the same.
        made = call_of(failure.steps[root(failure.steps, number)][0], recording)
        arguments = _given({n: v for n, v in made.arguments.items() if is_large(v)}, FEW)
        values = Values(arguments=arguments, expected=words(""), got=words(""))
        return Counterexample(call=call_text(made), values=values, how="returned")
    # Which part is wrong says what was expected of it.
    whole = _seen(failure, call, narrow=False)
    values = Values(
        arguments=arguments,
        expected=expected,
        got=got,
        # What is as it was stands above already.
        then_arguments={n: v for n, v in _given(later, digits).items() if arguments.get(n) != v},
        alone=alone(whole, failure, exercise.file, got),
    )
    return Counterexample(
        call=told,
        values=values,
        how=seen.how,
        window=window(call, seen.got, seen.want, digits) if in_window else None,
        then=then,
    )


def _may_be_for_its_names(failure: Failure, number: int) -> bool:
    """Whether a TypeError came of the call, or should have: with what was given by place given by
    name, it might be another one."""
    answers = (failure.steps[number][1], *failure.right[number : number + 1])
    return any(isinstance(one, Raised) and one.error == "TypeError" for one in answers)


def _spelled(failure: Failure, call: Call, recording: Recording, number: int) -> Spelled | None:
    """What was asked, as lines of Python, where it is no plain call of a function."""
    steps, asked = _with_objects(failure), failure.origin.asked
    operation = steps[number][0]
    ones = values_given(steps, failure.right, failure.given)
    if failure.before or failure.reads:
        first, names = failure.before or 0, recording.signatures
        reads, gave = failure.reads, failure.compared_to
        return spelled(steps, asked or number, first > 0, first, names, reads, gave, ones)
    if failure.compared_to:
        signatures = recording.signatures
        gave = failure.compared_to
        return spelled(steps, number, parameters=signatures, gave=gave, ones=ones)
    again = failure.kind in ("lasting", "stale")  # has a form of its own
    is_a_name = operation.do == "get" and operation.target is None  # of the file's, no function
    if _lasts_not(failure) or is_a_name:
        return spelled(steps, asked or number, ones=ones)
    stepwise = _is_program(steps, number, asked) or is_told_by_lines(steps, number)
    if not (operation.faithful or (not again and stepwise)):
        return None
    siblings = not operation.faithful
    if asked is not None:
        return spelled(steps, asked, siblings, ones=ones)
    plain = call.name in recording.signatures or not operation.args
    plain = plain and not any(step.do == "fill" for step, _ in steps[:number])
    plain = plain and not is_told_by_lines(steps, number)
    plain = plain and not any(one.is_changed_for(number) for one in ones)
    if operation.target is None and operation.do != "get" and plain:
        return None
    return spelled(steps, number, siblings, ones=ones)


def _with_objects(failure: Failure) -> Steps:
    """The steps, with the reference's objects where nothing is known of the student's: of a case
    that did not come back, no answer came."""
    known = zip_longest(failure.steps, failure.right[: len(failure.steps)])
    return tuple(
        (operation, right if answer is None and _is_held(right) else answer)
        for (operation, answer), right in known
    )


def _is_worked_out_of_an_object(failure: Failure, number: int) -> bool:
    """Whether a check has worked out something about an object that a call of the file's made, a
    layer say."""
    if failure.kind != "property" or not is_computed(failure) or failure.expected:
        return False
    first = root(failure.steps, number)
    made, answer = failure.steps[first]
    held = answer.value if isinstance(answer, Returned) else None
    return first != number and made.target is None and isinstance(held, Held)


def _last_line(origin: Origin) -> Origin:
    """Where lines end with what was asked last, that is what is shown."""
    last = origin.call if origin.asked is None else origin.asked
    return replace(origin, call=last, asked=None, whole=True)


def _lasts_not(failure: Failure) -> bool:
    """Whether an answer of an object's method was found changed: by what was done with the object,
    which is told in its order."""
    number = failure.origin.call
    if failure.kind != "lasting" or number is None:
        return False
    return isinstance(failure.steps[number][0].target, int)


def _is_program(steps: Steps, number: int, asked: int | None) -> bool:
    """Whether an object of the student's is used step by step. With a layer it is not: that has its
    weights shown, which no lines of Python would."""
    last = number if asked is None else asked
    made = maker(steps, last)
    held = [a.value for _, a in steps if isinstance(a, Returned) and isinstance(a.value, Held)]
    layers = any(name.startswith("torch.") for one in held for name in one.types)
    answer = steps[made][1]
    kept = steps[made][0].keep if answer is None else _is_held(answer)
    # One of an answer's objects, which was asked for more than its fields.
    kept = kept or any(step.keep and step.target in PYTHONS for step, _ in steps[: last + 1])
    return kept and not layers and made != last and steps[made][0].target is None


def _is_held(answer: Outcome | None) -> bool:
    return isinstance(answer, Returned) and isinstance(answer.value, Held)


def _seen(failure: Failure, call: Call, narrow: bool = True) -> Seen:
    """narrow: of an answer of several parts, the one that is wrong."""
    raised = failure.raised
    if isinstance(failure.got, StudentError):
        raised = failure.got.raised
    number = failure.origin.call
    if failure.kind == "unusable" and number is not None:
        answer = failure.steps[number][1]
        raised = answer if isinstance(answer, Raised) else raised
    if raised is not None:
        return Seen("raised", None, failure.want, raised)
    if failure.kind == "unusable":
        seen, name = Seen("returned", *answers(failure)), failure.origin.name
        if name in ("", RETURNED):
            return seen
        return replace(seen, got=failure.got, what=name, was="this to hold")
    was = own_answers.COMPUTED if failure.made else ""
    seen = Seen("returned", failure.got, wanted(failure), was=was)
    origin = failure.origin
    if failure.kind == "stale":
        return Seen("afterwards", failure.got, failure.want, None, _NOW, _RIGHT_NOW)
    if failure.kind == "lasting" and not _lasts_not(failure):
        return _later(_only_part(seen) if narrow else seen)
    if failure.got is None and failure.place is None:
        return seen
    if origin.asked is not None:
        return replace(seen, how="afterwards", what=_asked_name(failure, call, origin.asked))
    if origin.given:
        return replace(seen, how="afterwards", what=origin.name)
    if origin.part is not None and origin.name == RETURNED:
        return seen
    if origin.part is not None:
        part = origin.name or part_name(origin.part + 1, origin.parts)
        return replace(seen, what=part) if narrow or origin.name else seen
    if not origin.whole:
        return replace(seen, how="computed")
    return _only_part(seen) if narrow else seen


def _later(seen: Seen) -> Seen:
    """An answer that did not last: what it is now, and what it was."""
    part = f"{seen.what} of " if seen.what else ""
    now = f"{part}the first answer is now"
    return replace(seen, how="afterwards", what=now, was="what it was")


def _then(failure: Failure, first: Call, recording: Recording) -> tuple[str | None, dict[str, Any]]:
    """What was done last before an answer was found changed, with the arguments of its call."""
    if failure.kind == "stale":
        return with_the_same_objects(failure, first), {}
    if failure.kind != "lasting" or _lasts_not(failure):
        return None, {}
    done = (*CALLS, "alter")
    asked = ("operator", "is_")  # whether two answers are one, which changes none
    steps = ((n, one) for n, (one, _) in enumerate(failure.steps) if one.do in done)
    step = max(n for n, one in steps if (one.target, one.name) != asked)
    if step == failure.origin.call:
        return "the answer is read again", {}
    operation, answer = failure.steps[step]
    if operation.do == "alter":
        return altered(failure, operation, first, answer_of(answer)), {}
    again = call_of(with_values(failure.steps, step), recording)
    same = (operation.target, operation.name) == (None, first.name)
    if same and alike([*again.all_arguments.items()], [*first.all_arguments.items()]):
        return f"{call_text(again)}, the same call again", {}
    both, since = (first.arguments, again.arguments), (failure.origin.call or 0) + 1
    left = as_left(failure.steps, both, since, step)
    told = {n: value for n, value in again.arguments.items() if n not in left}
    return call_text(again), _arguments(replace(again, arguments=told), failure, step)


def _only_part(seen: Seen) -> Seen:
    """Of several arrays, the one that differs, where the others don't."""
    got, want = as_listed(seen.got), as_listed(seen.want)
    if not isinstance(got, (list, tuple)) or not isinstance(want, (list, tuple)):
        return seen
    if not 1 < len(got) == len(want) <= value_text.MAX_PARTS or not any(map(_is_array, want)):
        return seen
    wrong = [n for n in range(len(want)) if _differ(got[n], want[n])]
    if len(wrong) != 1:
        return seen
    number = wrong[0]
    name = part_name(number + 1, len(want))
    return replace(seen, got=got[number], want=want[number], what=name)


def _is_array(value: Any) -> bool:
    return isinstance(value, (Tensor, np.ndarray)) and value.shape != ()


def _differ(got: Any, want: Any) -> bool:
    try:
        assert_same(got, want)
    except (Mismatch, TypeError):
        return True
    return False


def _asked_name(failure: Failure, call: Call, asked: int) -> str:
    """conv.weight; or the conv.weight of before the call, where that was kept."""
    name = next((n for n, v in call.arguments.items() if isinstance(v, Ref)), "the object")
    operation = failure.steps[asked][0]
    shown = path(failure.steps, asked, name)
    kept_before = isinstance(operation.target, int) and operation.name is None
    return f"what was {shown}" if kept_before else shown


def _arguments(call: Call, failure: Failure, number: int) -> dict[str, Any]:
    """The values that are shown below the call, by name."""
    large: dict[str, Any] = {}
    target = failure.steps[number][0].target
    if isinstance(target, int):
        owner, made = _owner(failure, number), root(failure.steps, number)
        story = told(failure.steps, made, number, owner, {*call.arguments})
        large |= {owner: value_text.Bare(story.text)} | story.values
    for name, value in call.arguments.items():
        if isinstance(value, Ref):
            taken = {*call.arguments, *large}
            story = told(failure.steps, value.operation, number, name, taken)
            large |= {name: value_text.Bare(story.text)} | story.values
        elif is_large(value):
            large[name] = value
    return large


def _given(values: dict[str, Any], digits: int) -> dict[str, Value]:
    """digits: what came of 1.00000006 is no answer to 1, where so many are looked at."""
    dtypes = any(value_text.has_noted_dtype(value) for value in values.values())
    asked = {"dtypes": dtypes, "given": True}
    return {n: value_text.as_data(v, digits=digits, **asked) for n, v in values.items()}


def _digits(value: Value) -> int:
    return max([value.digits, *map(_digits, value.parts)])


def _name(failure: Failure, call: Call, number: int) -> str:
    """What is called: a function of the file's, or something of an object that it made."""
    if not isinstance(failure.steps[number][0].target, int):
        return call.name
    return path(failure.steps, number, _owner(failure, number))


def _owner(failure: Failure, number: int) -> str:
    """A name for the object whose method a call is, or which is called itself."""
    answer = failure.steps[root(failure.steps, number)][1]
    held = answer.value if isinstance(answer, Returned) else None
    kinds = held.types if isinstance(held, Held) else ()
    return "layer" if "torch.nn.modules.module.Module" in kinds else RESULT
