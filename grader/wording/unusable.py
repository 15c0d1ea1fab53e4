"""What is said where a check's body could not go on with an answer: it is no value that the next
line can be done with, or it stands for something else that should have happened."""

from __future__ import annotations

import dis
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from ..asserts.claims import claim_of
from ..wire.data import Given, Held, Seq
from ..wire.messages import CALLS, Operation, Outcome, Returned
from . import value_text
from .answers import (
    Answer,
    answers_of,
    before_ends,
    is_assignment,
    is_comparison,
    last_asked,
    place_of,
)
from .beyond_answers import compared_with
from .claim_text import tell
from .claim_words import CANNOT_USE, HEARING, NOTHING, Told
from .gathered_items import is_end
from .origin import Steps
from .steps_needed import leaves

LEADS_OUT = "the path leads out of the folder that the test has"
_LONG = 120


def unusable(error: BaseException, steps: Steps) -> Told:
    """What there is to say where the body could not go on with an answer."""
    answers = list(answers_of(steps))
    if (missing := _missing_file(error, answers, steps)) is not None:
        return missing
    if type(error) is IndexError and (uncalled := _uncalled(answers, steps)) is not None:
        return uncalled
    if (left := _left_a_block(error, answers, steps)) is not None:
        return left
    claim = claim_of(error, HEARING)
    if claim is not None and claim.relation == "unusable":
        said, why = tell(claim, steps), _why(error)
        plain = said.kind == "unusable" and said.message == CANNOT_USE and why
        return replace(said, message=why) if plain else said
    if (none := compared_none(steps)) is not None:
        return none
    last, why = last_asked(before_ends(answers, steps), steps), _why(error)
    expected = f"no {type(error).__name__}" if why else ""
    if last is None or last.raised is not None:
        ended = last is not None and is_end(last.raised)  # `a, b = pairs()` was given too few
        return Told("unusable", (why if ended else "") or CANNOT_USE)
    if is_assignment(steps[last.number][0]):
        return Told("unusable", why or CANNOT_USE, expected=expected)
    if last.value is None:
        return Told("missing", NOTHING, origin=place_of(steps, last))
    expected = expected if isinstance(last.value, Held) else ""
    place = place_of(steps, last)
    return Told("unusable", why or CANNOT_USE, last.value, expected=expected, origin=place)


def _left_a_block(error: BaseException, answers: list[Answer], steps: Steps) -> Told | None:
    """An error that the check raises in a `with` block, whose object should have kept it there."""
    last, trace = answers[-1] if answers else None, error.__traceback__
    if last is None or trace is None or last.raised is not None:
        return None
    operation, name = steps[last.number][0], type(error).__name__
    if not (leaves(operation) and operation.args[:1] == [name]):
        return None
    while trace.tb_next is not None:
        trace = trace.tb_next
    if dis.opname[trace.tb_frame.f_code.co_code[trace.tb_lasti]] != "RAISE_VARARGS":
        return None
    said = f"{name} goes on behind the with block"
    place = place_of(steps, last)
    return Told("property", said, last.value, expected=f"no {name}", origin=place)


def _why(error: BaseException) -> str:
    """What Python says of an answer that a line of the test can't be done with."""
    if not isinstance(error, (TypeError, ValueError, KeyError, IndexError, AttributeError)):
        return ""
    said, trace = str(error), error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    inside = trace is None or str(trace.tb_frame.f_globals.get("__name__")).startswith("grader.")
    long = len(said) > _LONG or not said.isprintable() or " at 0x" in said
    return "" if inside or long else f"{type(error).__name__}: {said}"


def _missing_file(error: BaseException, answers: Sequence[Answer], steps: Steps) -> Told | None:
    """A file that the test looks for after the student's code has run."""
    last = last_asked(answers, steps)
    looked = isinstance(error, FileNotFoundError) and not hasattr(error, "raised")
    if not looked or last is None or last.raised is not None:
        return None
    place = place_of(steps, last)
    # Those in the test's folder are shown from its name on.
    if isinstance(last.value, PurePath) and last.value.is_absolute():
        return Told("property", LEADS_OUT, last.value, None, "a path in tmp_path", place)
    name = Path(str(getattr(error, "filename", ""))).name
    return Told("property", "", value_text.Bare(f"no file {name}"), None, f"a file {name}", place)


def _uncalled(answers: Sequence[Answer], steps: Steps) -> Told | None:
    """A function of the test's that should have been called, where the test looks for its calls."""
    last = last_asked(answers, steps)
    if last is None or last.raised is not None:
        return None
    named = _never_called(*steps[last.number]) or _not_asked(steps, last.number)
    if not named:
        return None
    return Told(
        "property",
        f"your code never called {named}",
        last.value,
        expected="it to be called",
        origin=place_of(steps, last),
    )


def _never_called(operation: Operation, outcome: Outcome | None) -> str:
    """The argument of a watched call that is a function which was not called; "" for none."""
    given = [*zip(map(str, range(len(operation.args))), operation.args, strict=True)]
    given += operation.kwargs.items()
    counting = [
        (n, w) for n, w in given if isinstance(w, Seq) and w.kind in ("callback", "counted")
    ]
    told = outcome.asked if isinstance(outcome, Returned) else []
    never = (
        n
        for (n, wire), asked in zip(counting, told, strict=False)
        if isinstance(wire, Seq) and wire.kind == "callback" and asked == Seq("list", [])
    )
    name = next(never, "")
    return f"«{name}»" if name else ""


def _not_asked(steps: Steps, number: int) -> str:
    """The function of an imported test's that a call was given, where the code called none."""
    operation = steps[number][0]
    given = [w for w in (*operation.args, *operation.kwargs.values()) if isinstance(w, Given)]
    functions = [one for one in given if not one.methods and not one.source]
    waited = any(asked.do == "waits" for asked, _ in steps)
    return repr(functions[0]) if functions and not waited else ""


def compared_none(steps: Steps) -> Told | None:
    """What there is to say where an answer of None was compared with an object whose class doesn't
    take that, and raised."""
    answers = list(answers_of(steps))
    last = last_asked(answers, steps)
    operation = steps[last.number][0] if last is not None and last.raised is not None else None
    if operation is None or not is_comparison(operation) or None not in operation.args:
        return None
    calls = (a for a in reversed(answers) if a.raised is None and a.value is None)
    found = next((a for a in calls if steps[a.number][0].do in CALLS), None)
    if found is None:
        return None
    return Told(
        "missing", NOTHING, expected=compared_with(operation, steps), origin=place_of(steps, found)
    )
