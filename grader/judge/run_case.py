"""Judges one case: runs a check's body with a student's answers and says how it went.

A case passes when the body returns. Everything else is a Failure, with the operations that led to
it. An exception of the body's own, after a strange answer, fails the student's case and not us:
the body ran through on the reference's answers when the case was recorded. Only a name that is
nowhere is the author's slip, whatever was answered (slips.py).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

import msgspec
import pytest
from hypothesis.errors import UnsatisfiedAssumption

from ..checks.channel import Channel, StudentError
from ..checks.mismatch import Mismatch, take_wanted
from ..imported import endings
from ..imported.shared_arguments import AskedTooMuch, CannotCross, Loans
from ..process import forked
from ..wire import messages
from ..wire.messages import CALLS, Raised, Stated, WireError
from ..wording.claim_text import told
from ..wording.claim_words import CANNOT_USE, Told
from ..wording.one_value import Given, places_given
from ..wording.origin import Steps
from ..wording.place import Origin
from ..wording.unusable import compared_none, unusable
from .ahead import tried
from .channels import Trace, WorkerStopped
from .collect import Checks
from .equal_objects import EqualObjects, Right
from .going_on import GoingOn
from .impostors import spoke_for_itself
from .live_budget import Patience
from .outcomes import Failure
from .overtime import Overtime
from .recording import RecordedCase
from .slips import refuse_slip
from .swallowed import Swallowed, with_note
from .unheard import unheard
from .unwritten import caught_unwritten
from .values_places import ValuesPlaces, right_answers

_NOT_RUN = "not run: other checks have not ended with this file's answers"


def judge(
    body: Callable[..., None],
    arguments: dict[str, Any],
    checks: Checks,
    student: Channel,
    reference: Channel,
    recorded: RecordedCase | None = None,
    is_no_case: Callable[[Steps], bool] = lambda steps: False,
    patience: Patience | None = None,
    usual_s: float = 0.0,
    in_a_fork: bool = False,
    draws: bool = False,
    answered: Callable[[], Right] | None = None,
) -> Failure | None:
    """Runs the body once with these two channels behind its fixtures. recorded: the case that is
    run, where it is one. is_no_case: after `assume` threw it away, whether it would have done so
    with right answers as well; then UnsatisfiedAssumption comes out, for Hypothesis. patience: with
    imported tests that work with a student's answers, who may be any; usual_s: how long it takes
    with the reference's. in_a_fork: an author's own check is run there first, too; elsewhere
    a clock is kept on it. draws: the body draws while it runs, which has to happen here.
    answered: of a case that isn't recorded, what the reference answers in it."""
    hidden: Swallowed | None = None
    places: ValuesPlaces | EqualObjects | None = None
    endless: GoingOn | None = None
    if recorded is not None and checks.imported:
        answers = map(messages.outcome, recorded.expected)
        right = [*zip(map(messages.operation, recorded.asked), answers, strict=False)]
        student = places = ValuesPlaces(student, recorded.asked, right)
        student = hidden = Swallowed(student, right)
        student = endless = GoingOn(student, recorded.asked, recorded.expected)
    elif recorded is not None:
        student = places = EqualObjects(
            student, functools.partial(right_answers, recorded.asked, recorded.expected)
        )
    elif answered is not None:
        student = places = EqualObjects(student, answered)
    trace = Trace(student)
    run = functools.partial(body, **arguments)
    in_a_fork_first = (checks.imported or in_a_fork) and not draws and forked.possible()
    if patience is not None and in_a_fork_first:
        ahead = tried(run, checks, student, reference, patience, usual_s)
        trace = Trace(ahead.student)
        reference = ahead.reference
        run = functools.partial(ahead.run_here, run, trace)
    elif patience is not None:
        trace, reference = Trace(patience.watch.asking(student)), patience.watch.asking(reference)
        run = functools.partial(patience.run, run, usual_s)
    checks.student.to, checks.reference.to = trace, reference
    Loans.latest = None
    right_ones = functools.partial(_right, checks, recorded, trace)
    failure = _outcome(run, trace, is_no_case, right_ones, checks.imported)
    if places is not None and places.told is not None:
        return _told(places.told, trace)
    if endless is not None and endless.stopped and failure is not None:
        return endless.told(failure)
    if hidden is not None and hidden.undone:
        if failure is None:  # the test waits for the error that would have been hidden
            return _told(Told("property", with_note("")), trace)
        return replace(failure, message=with_note(failure.message))
    if failure is not None:
        return failure
    if (raised := _unwritten(trace, recorded, body, is_no_case)) is not None:
        return _raised(raised, trace)
    if recorded is None:
        return None
    posing = spoke_for_itself(trace.steps, recorded.asked)
    return None if posing is None else _told(posing, trace)


def _outcome(
    run: Callable[[], None],
    trace: Trace,
    is_no_case: Callable[[Steps], bool],
    right: Callable[[], Sequence[msgspec.Raw]],
    imported: bool,
) -> Failure | None:
    take_wanted()
    try:
        with unheard():
            run()
    except Mismatch as wrong:
        last = _compared_with(wrong.want)
        return Failure(wrong.kind, wrong.message, wrong.got, wrong.want, trace.told, compared=last)
    except StudentError as error:
        return _raised(error.raised, trace)
    except WorkerStopped as stopped:
        given = _places(trace)
        return Failure(stopped.ending, stopped.detail, None, None, trace.told, given=given)
    except (pytest.fail.Exception, AssertionError) as error:
        return _told(_what(functools.partial(told, right=right()), error, trace), trace)
    except UnsatisfiedAssumption as error:
        if is_no_case(trace.steps):
            raise
        return _told(_what(unusable, error, trace), trace)
    except AskedTooMuch as much:
        return _too_much(much, trace)
    except Overtime as over:
        return _too_much(AskedTooMuch(not_in_time(*over.args)), trace)
    except (Exception, WireError, CannotCross) as error:
        if not imported:
            refuse_slip(error)
        return _ended(error, trace)
    except BaseException as error:
        if not endings.is_the_tests(error):
            raise
        return _ended(error, trace)
    return None


def _right(checks: Checks, recorded: RecordedCase | None, trace: Trace) -> Sequence[msgspec.Raw]:
    """The reference's answers to what was asked; in a check, as far as it was asked the same."""
    if recorded is None or checks.imported:
        return recorded.expected if recorded is not None else ()
    pairs = zip(trace.steps, recorded.asked, strict=False)
    same = takewhile(lambda pair: messages.encode(pair[0][0]) == bytes(pair[1]), pairs)
    return recorded.expected[: len([*same])]


def _unwritten(
    trace: Trace,
    recorded: RecordedCase | None,
    body: Callable[..., None],
    is_no_case: Callable[[Steps], bool],
) -> Raised | None:
    """What a stub raised in a case that passed; the trace ends there."""
    right = map(messages.outcome, recorded.expected) if recorded is not None else ()
    number = caught_unwritten(trace.steps, right, body)
    if number is None or (recorded is None and is_no_case(trace.steps)):
        return None
    del trace.steps[number + 1 :]
    raised = trace.steps[-1][1]
    assert isinstance(raised, Raised)
    return raised


def _compared_with(want: Any) -> int | None:
    """The number of the comparison that failed, among all of its body."""
    compared = take_wanted()
    return len(compared) - 1 if compared and compared[-1] is want and want is not None else None


def _what(tell: Callable[[BaseException, Steps], Told], error: BaseException, trace: Trace) -> Told:
    """What there is to say. Whatever objects of the student's the test met, the case is over: where
    one would have to be asked, less is said."""
    try:
        return tell(error, trace.told)
    except (Exception, CannotCross):  # a number too long to be written, say
        return Told("unusable", CANNOT_USE)


def _ended(error: BaseException, trace: Trace) -> Failure:
    """What ended the body is no assertion: it can't use the answer, or goes on no further."""
    said = _what(unusable, error, trace)
    leaves = not isinstance(error, (Exception, CannotCross)) or endings.is_the_runners(error)
    if leaves and said.message == CANNOT_USE:
        said = replace(said, kind="property", message=endings.words(error))
    return replace(_told(said, trace), skipped=endings.is_skip(error))


def not_in_time(limit_s: float) -> str:
    return (
        "the check does not end with what the submission returned: "
        f"stopped after {max(limit_s, 1):.0f} seconds"
    )


def not_ended(
    why: AskedTooMuch | None, asked: Sequence[msgspec.Raw], answers: Sequence[msgspec.Raw]
) -> Failure:
    """A case that was given up, after these answers. why: None where there was no time for it."""
    pairs = zip(asked, answers, strict=False)
    steps = tuple((messages.operation(one), messages.outcome(other)) for one, other in pairs)
    tried = why is not None
    return Failure("property", str(why or _NOT_RUN), None, None, steps, unended=True, tried=tried)


def _too_much(much: AskedTooMuch, trace: Trace) -> Failure:
    last = _what(unusable, much, trace)
    given_up = _told(Told("property", str(much), last.got, origin=last.origin), trace)
    return replace(given_up, unended=True)


def _told(said: Told, trace: Trace) -> Failure:
    return Failure(
        said.kind,
        said.message,
        said.got,
        said.want,
        tuple(said.steps) or trace.told,
        expected=said.expected,
        place=said.origin,
        compared_to=said.beside,
        reads=said.reads,
        given=() if said.steps else _places(trace),
    )


def _places(trace: Trace) -> Given:
    """Where an imported test's values were given that can be changed."""
    loans = Loans.latest
    return () if loans is None else places_given(trace.told, loans.numbers())


def _raised(raised: Raised, trace: Trace) -> Failure:
    if raised.forbidden:
        return Failure("forbidden", raised.forbidden, None, None, trace.told, raised)
    if (none := compared_none(trace.told)) is not None:
        return _told(none, trace)
    used_up = "MemoryError" in raised.bases and not isinstance(raised, Stated)
    kind = "out_of_memory" if used_up else "error"
    number = _raised_at(raised, trace)
    place = _asked_for(trace) if number is None else Origin(number, whole=True)
    given = _places(trace)
    return Failure(kind, raised.message, None, None, trace.told, raised, place=place, given=given)


def _asked_for(trace: Trace) -> Origin | None:
    """Where an attribute was asked for last, which raised: after that call, and by its name."""
    steps = trace.told
    operation = steps[-1][0] if steps else None
    if operation is None or operation.do != "get" or not operation.name:
        return None
    calls = [number for number, (asked, _) in enumerate(steps) if asked.do in CALLS]
    return Origin(calls[-1], asked=len(steps) - 1) if calls else None


def _raised_at(raised: Raised, trace: Trace) -> int | None:
    """The operation that has to be shown for what an imported test met: asking an object for what
    it lacks is no call; and after it, pytest and unittest may ask for the text of objects."""
    steps = trace.told
    at = next((n for n, (_, came) in reversed([*enumerate(steps)]) if came is raised), None)
    if at is None:
        at = len(steps) - 1
    operation = steps[at][0] if steps else None
    if operation is None or not operation.faithful:
        return None
    return at if operation.do == "get" or at < len(steps) - 1 else None
