"""What a failed assertion of an author's says to a student: what their code returned, and what was
expected of it.

A plain assert, unittest's and NumPy's assertions and `pytest.raises` know two sides and not whose
they are. The student's is the one that is an answer of the operations that were traced; where the
assertion is about something worked out from an answer, the answer is shown, and what should have
been true of it is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..asserts.claims import Claim, Hearing, Part, claim_of, kinds
from ..asserts.operands import UNSEEN
from ..checks.assertions import assert_same
from ..checks.mismatch import Mismatch, describe
from ..checks.proxy import Function, Handle, Library, Module, student_error
from ..imported.fake_module import StandIn
from ..imported.remote_objects import ErrorClass, Object
from ..imported.remote_objects import Function as Imported
from ..wire.messages import Operation, Raised, Returned, Shown
from ..wire.values import from_wire
from . import value_text
from .origin import CALLS, Steps, alike, answer_of, origin
from .place import Origin
from .worked_out import is_in_the_tests_words, part_of

_MIRRORED = {
    "<": ">", "<=": ">=", ">": "<", ">=": "<=", "in": "has", "not in": "lacks", "has": "in",
}  # fmt: skip
_WORDS = {
    "!=": "anything but {}", "not ≈": "anything but about {}", "is not": "anything but {}",
    "<": "less than {}", "<=": "at most {}", ">": "more than {}", ">=": "at least {}",
    "not in": "none of {}", "has": "something with {} in it", "lacks": "something without {} in it",
    "==": "{}", "≈": "about {}", "is": "the same object as {}", "items": "{}, in any order",
    "matches": "text that matches {}", "not matches": "text that doesn't match {}",
}  # fmt: skip
NOTHING = "The function returned None. Is a return missing?"
_COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge", "contains")


@dataclass(frozen=True, slots=True)
class Told:
    """The parts of a Failure. expected: in words, where it is no value."""

    kind: str
    message: str
    got: Any = None
    want: Any = None
    expected: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an operation came to: a value, or what it raised."""

    number: int
    value: Any
    raised: Raised | None = None


def told(error: BaseException, steps: Steps) -> Told:
    """What there is to say about a check's body that ended with an error of its own."""
    claim = claim_of(error, HEARING)
    if claim is None:
        return _unread(error, steps)
    return tell(claim, steps, str(error))


def unusable(error: BaseException, steps: Steps) -> Told:
    """What there is to say where the body could not go on with an answer."""
    claim = claim_of(error, HEARING)
    if claim is not None and claim.relation == "unusable":
        return tell(claim, steps)
    last = _last(list(_answers(steps)), steps)
    said = "the check can't use the answer"
    if last is None or last.raised is not None:
        return Told("unusable", said)
    if last.value is None:
        return Told("missing", NOTHING, origin=_place(steps, last))
    return Told("unusable", said, last.value, origin=_place(steps, last))


def tell(claim: Claim, steps: Steps, error: str = "") -> Told:
    """What a claim that failed says. error: what it raised."""
    teller = _Teller(claim, steps)
    if claim.relation == "raises":
        return teller.not_raised()
    if claim.relation == "unusable":
        return teller.unusable()
    if claim.relation == "holds" or not claim.sides:
        return teller.about_an_answer()
    return teller.compared()


def _is_module(value: Any) -> bool:
    return isinstance(value, (StandIn, Module, Library))


def _is_theirs(value: Any) -> bool:
    # type(): what is asked of a stand-in is asked of the student.
    kind = type(value)
    return issubclass(kind, (Function, Handle, Imported, Object, ErrorClass))


def _has_theirs(value: Any) -> bool:
    """Whether there is something of the student's in a value: its text would be asked of them."""
    if type(value) in (list, tuple, set, frozenset):
        return any(_has_theirs(item) for item in value)
    if type(value) is dict:
        return any(_has_theirs(k) or _has_theirs(v) for k, v in value.items())
    return _is_theirs(value)


HEARING = Hearing(_is_module, _is_theirs)


def _unread(error: BaseException, steps: Steps) -> Told:
    """An assertion that nothing more is known of: pytest.fail, or a library's own."""
    answers = list(_answers(steps))
    last = _last(answers, steps)
    said = str(error) if isinstance(error, AssertionError) or not _is_ours(error) else ""
    if last is None or last.raised is not None:
        return Told("property", said)
    return Told("property", said, last.value, origin=_place(steps, last))


def _is_ours(error: BaseException) -> bool:
    return type(error).__module__.startswith("grader.")


class _Teller:
    def __init__(self, claim: Claim, steps: Steps) -> None:
        self._claim = claim
        self._steps = steps
        self._answers = list(_answers(steps))

    def not_raised(self) -> Told:
        claim = self._claim
        names = " or ".join(claim.errors)
        matching = f", with a message that matches {quoted(claim.pattern)}" if claim.pattern else ""
        expected = f"{names} to be raised{matching}"
        last = self._last()
        if last is None:
            return Told("not_raised", claim.said, expected=expected)
        place = _place(self._steps, last)
        if last.raised is not None:
            return Told("raised", "", student_error(last.raised), None, expected, place)
        return Told("not_raised", claim.said, last.value, None, expected, place)

    def unusable(self) -> Told:
        """The assertion itself could not be evaluated on the answer."""
        found = self._inner(self._claim.sides[0]) or self._last()
        said = "the check can't use the answer"
        if found is None:
            return Told("unusable", said, expected=self._claim.text)
        if found.raised is not None:
            error = student_error(found.raised)
            return Told("raised", "", error, origin=_place(self._steps, found))
        place = _place(self._steps, found)
        if found.value is None:
            return Told("missing", NOTHING, None, None, self._claim.text, place)
        return Told("unusable", said, found.value, None, self._claim.text, place)

    def about_an_answer(self) -> Told:
        """Something that should be true of an answer, or of what is worked out from it."""
        claim = self._claim
        found = next((a for side in claim.sides if (a := self._of(side))), None) or self._last()
        said = claim.said or self._condition()
        if found is None:
            return Told("property", said, expected=claim.text)
        place = _place(self._steps, found)
        if found.raised is not None:
            error = student_error(found.raised)
            return Told("raised", said, error, None, claim.text, place)
        return Told("property", said, found.value, None, claim.text, place)

    def compared(self) -> Told:
        """Two sides, or one that should be true or false."""
        claim = self._claim
        between = self._between_objects()
        if between is not None:
            return between
        mine, other, relation = self._sides()
        found = self._whole(mine)
        if found is None:
            several = self._one_of_several(mine, other, relation)
            return several or self._worked_out(mine, other, relation) or self.about_an_answer()
        place = _place(self._steps, found)
        if found.raised is not None:
            want = _said_of_error(found.raised, mine.value, other, relation)
            return Told("raised", claim.said, student_error(found.raised), None, want, place)
        return _judged(found.value, other, relation, claim.said, place)

    def _sides(self) -> tuple[Part, Part | None, str]:
        """The student's side, the other one, and the relation read from the student's side."""
        claim = self._claim
        if len(claim.sides) == 1:
            return claim.sides[0], None, claim.relation
        left, right = claim.sides
        if self._weight(right) > self._weight(left):
            return right, left, _MIRRORED.get(claim.relation, claim.relation)
        return left, right, claim.relation

    def _weight(self, part: Part) -> tuple[int, int]:
        """How surely a side is the student's; between two answers, the later one."""
        found = self._whole(part)
        if found is not None:
            return 3, found.number
        if (found := self._inner(part)) is not None:
            return 2, found.number
        return int(not part.fixed), 0

    def _whole(self, part: Part) -> _Answer | None:
        """The answer that a side is, or the exception whose message it is."""
        if part.fixed or part.value is UNSEEN:
            return None
        found = self._answer(part.value)
        if found is not None and found.raised is None and not part.asked and self._inner(part):
            return None
        return found

    def _inner(self, part: Part) -> _Answer | None:
        """The answer that a side is worked out from."""
        found = (self._answer(value) for value in part.inner if not _is_small(value))
        first = next((a for a in found if a is not None), None)
        if first is not None:
            return first
        return next((a for value in part.inner if (a := self._answer(value))), None)

    def _of(self, part: Part) -> _Answer | None:
        return self._whole(part) or self._inner(part)

    def _answer(self, value: Any) -> _Answer | None:
        """The last answer that a value is."""
        for answer in reversed(self._answers):
            if answer.raised is not None:
                if _is_said_by(value, answer.raised):
                    return answer
            elif alike(value, answer.value):
                return answer
        return None

    def _last(self) -> _Answer | None:
        return _last(self._answers, self._steps)

    def _between_objects(self) -> Told | None:
        """A comparison that the student's own class decided: what was asked is the comparison."""
        claim = self._claim
        objects = [s for s in claim.sides if _is_theirs(s.value)]
        asked = [a for a in self._answers if _is_comparison(self._steps[a.number][0])]
        if not objects or not asked or not isinstance(asked[-1].value, bool):
            return None
        last = asked[-1]
        place = Origin(last.number, whole=True)
        return Told("values", claim.said, last.value, not last.value, origin=place)

    def _one_of_several(self, mine: Part, other: Part | None, relation: str) -> Told | None:
        """A list of answers of several calls: the first that is wrong."""
        got: Any = mine.value
        want: Any = other.value if other is not None else None
        if relation != "==" or not _are_lists(got, want) or len(got) != len(want):
            return None
        for one, right in zip(got, want, strict=True):
            found = self._answer(one)
            if not alike(one, right):
                if found is None or found.raised is not None:
                    return None
                place = _place(self._steps, found)
                return _judged(found.value, Part("", right), "==", self._claim.said, place)
        return None

    def _worked_out(self, mine: Part, other: Part | None, relation: str) -> Told | None:
        """A part of an answer, or what a test that is imported makes of one in words of its own."""
        if not self._steps or not self._steps[-1][0].faithful or mine.value is UNSEEN:
            return None
        sides = [side for side in (mine, other) if side is not None]
        known = {operation.name or "" for operation, _ in self._steps}
        if not is_in_the_tests_words(sides, known):
            return None
        for answer in reversed(self._answers):
            place = part_of(mine, answer.number, answer.value)
            if place is not None and answer.raised is None:
                return _judged(mine.value, other, relation, self._claim.said, place)
        found = self._of(mine) or self._last()
        if other is None or found is None or found.raised is not None:
            return None
        if any(side.value is UNSEEN or _has_theirs(side.value) for side in sides):
            return None
        said = self._claim.said or f"The test makes {value_text.text(mine.value)} of it."
        expected = f"{_in_words(relation, replace(other, text=''))}, made of it by the test"
        return Told("property", said, found.value, None, expected, _place(self._steps, found))

    def _condition(self) -> str:
        """`len(f(x)) == 3` is false: 2 == 3."""
        claim = self._claim
        if not claim.text:
            return ""
        if claim.relation == "false":
            return f"`{claim.text}` should be false."
        values = _with_values(claim)
        worked_out = f": {values}" if values and values != claim.text else ""
        return f"`{claim.text}` is false{worked_out}."


def _judged(got: Any, other: Part | None, relation: str, said: str, place: Origin) -> Told:
    if other is None:
        return _truth(got, relation, said, place)
    want = other.value
    if isinstance(got, value_text.Bare) or (other.words and want is None):
        words = other.words or value_text.text(want)
        if relation not in ("==", "≈", "is"):
            words = _in_words(relation, other)
        return Told("property", said, got, None, words, place)
    if _has_theirs(want):
        words = other.text if relation == "==" else _in_words(relation, other)
        return Told("property", said, got, None, words, place)
    exact = relation == "is" and (want is None or isinstance(want, bool))
    if relation in ("==", "≈") or exact:
        kind, message = _difference(got, want)
        words = other.words or ("None" if want is None else "")
        words = words or (_closer(got, want) if kind == "values" else "")
        return Told(kind, said or message, got, want, words, place)
    return Told("property", said, got, None, _in_words(relation, other), place)


def _truth(got: Any, relation: str, said: str, place: Origin) -> Told:
    should = relation == "true"
    if isinstance(got, (bool, np.bool_)):
        return Told("values", said, got, should, origin=place)
    if got is None and should:
        message = said or NOTHING
        return Told("missing", message, None, None, "something true", place)
    return Told("property", said, got, None, f"something {str(should).lower()}", place)


def _difference(got: Any, want: Any) -> tuple[str, str]:
    """In which way two values differ, and what there is to say about it."""
    try:
        assert_same(got, want)
    except Mismatch as wrong:
        return wrong.kind, wrong.message
    except TypeError:
        if type(got) is not type(want):
            return "type", f"returned {describe(got)}, expected {describe(want)}"
    return "values", ""


def _closer(got: Any, want: Any) -> str:
    """Numbers that look the same at the usual number of digits, with all of them."""
    if isinstance(got, float) and value_text.text(got) == value_text.text(want, got):
        return repr(want)
    return ""


def _in_words(relation: str, other: Part) -> str:
    if relation in ("isinstance", "not isinstance"):
        said = other.words or kinds(_named_kinds(other.value))
        return said if relation == "isinstance" else f"anything but {said}"
    value = other.words or _value(other)
    if relation == "in":
        if isinstance(other.value, str):
            return f"a part of {value}"
        return f"a key of {value}" if isinstance(other.value, dict) else f"one of {value}"
    if relation in ("matches", "not matches") and isinstance(other.value, str):
        value = quoted(other.value)
    return _WORDS.get(relation, f"{relation} {{}}").format(value)


def quoted(pattern: str) -> str:
    """A pattern as people write it, with one backslash where they write one."""
    return repr(pattern) if "'" in pattern or not pattern.isprintable() else f"'{pattern}'"


def _value(part: Part) -> str:
    pattern = getattr(part.value, "pattern", None)
    if isinstance(pattern, str):
        return quoted(pattern)
    if _has_theirs(part.value):
        return part.text
    shown = value_text.text(part.value)
    return part.text if part.text and ("\n" in shown or " object at 0x" in shown) else shown


def _named_kinds(value: Any) -> Any:
    """Classes, with those of the student's by their names."""
    if isinstance(value, tuple):
        return tuple(_named_kinds(kind) for kind in value)
    return object.__getattribute__(value, "_name") if isinstance(value, Imported) else value


def _with_values(claim: Claim) -> str:
    """2 == 3: the sides of a comparison, where both are short."""
    if len(claim.sides) != 2 or claim.relation not in ("==", "!=", "<", "<=", ">", ">=", "is",
                                                       "in", "not in", "is not"):  # fmt: skip
        return ""
    if any(side.value is UNSEEN or _has_theirs(side.value) for side in claim.sides):
        return ""
    texts = [side.words or value_text.text(side.value) for side in claim.sides]
    short = all(len(text) <= 60 and "\n" not in text for text in texts)
    return f" {claim.relation} ".join(texts) if short else ""


def _said_of_error(raised: Raised, got: Any, other: Part | None, relation: str) -> str:
    """ValueError: what its message should have been."""
    if other is None or relation not in ("==", "≈", "is"):
        return _in_words(relation, other) if other is not None else ""
    want = other.value
    if isinstance(want, tuple):
        want = want[0] if len(want) == 1 else want
    if isinstance(want, type):
        return f"{want.__name__} to be raised"
    return f"{raised.error}: {want}"


def _answers(steps: Steps) -> Iterator[_Answer]:
    for number, (_, outcome) in enumerate(steps):
        if isinstance(outcome, Raised):
            yield _Answer(number, None, outcome)
        elif isinstance(outcome, Returned):
            yield _Answer(number, answer_of(outcome))


def _last(answers: Sequence[_Answer], steps: Steps) -> _Answer | None:
    """The last answer that the test asked for, and not what reports that something is wrong."""
    asked = (a for a in reversed(answers) if not _is_repr(steps[a.number][0]))
    return next(asked, None)


def _is_repr(operation: Operation) -> bool:
    """What unittest asks to say that something is wrong."""
    return operation.target == "builtins" and operation.name == "repr"


def _is_comparison(operation: Operation) -> bool:
    return operation.target == "operator" and operation.name in _COMPARISONS


def _is_said_by(value: Any, raised: Raised) -> bool:
    """Whether a value is what an exception says: its message, its arguments or its class."""
    if isinstance(value, str):
        # str() of a KeyError is the repr of what it was made with.
        return value in (raised.message, repr(raised.message))
    if isinstance(value, tuple) and len(value) == 1:
        return bool(value == (raised.message,))
    return isinstance(value, type) and value.__name__ == raised.error


def _is_small(value: Any) -> bool:
    """Whether a value may be the same as an answer by accident."""
    if isinstance(value, (str, list, tuple, dict)):
        return not value
    return value is None or isinstance(value, (bool, int))


def _are_lists(got: Any, want: Any) -> bool:
    return isinstance(got, (list, tuple)) and isinstance(want, (list, tuple))


def _place(steps: Steps, answer: _Answer) -> Origin:
    """Which call is shown for an answer."""
    operation = steps[answer.number][0]
    if answer.raised is not None or operation.do in CALLS:
        return Origin(answer.number, whole=True)
    if operation.faithful and operation.do == "get":
        return Origin(answer.number, whole=True, asked=answer.number)
    return origin(steps[: answer.number + 1], (), answer.value, None)


def tell_example(shown: Shown) -> Told:
    """What a failed public example says. Its place is not known here: nothing was traced.

    Raises WireError for what is no value.
    """
    got = from_wire(shown.got, lambda held: held)
    got = value_text.Bare(shown.got_text) if shown.got_text else got
    want = from_wire(shown.want, lambda held: held)
    nowhere = Origin(None)
    if shown.relation in ("raises", "raised"):
        return Told("not_raised", shown.said, got, None, shown.want_text, nowhere)
    if shown.relation == "holds":
        condition = f"`{shown.text}` is false"
        worked_out = f": {shown.values}" if shown.values and shown.values != shown.text else ""
        return Told("property", shown.said or f"{condition}{worked_out}.", got, None, shown.text,
                    nowhere)  # fmt: skip
    relation = shown.relation
    if shown.flipped:
        relation = _MIRRORED.get(relation, relation)
    other = Part(shown.want_text, want, words=shown.want_text) if shown.sides == 2 else None
    return _judged(got, other, relation, shown.said, nowhere)


__all__: Sequence[str] = ("HEARING", "Told", "quoted", "tell", "tell_example", "told", "unusable")
