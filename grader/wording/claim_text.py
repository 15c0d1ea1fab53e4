"""What a failed assertion of an author's says to a student: what their code returned, and what was
expected of it.

A plain assert, unittest's and NumPy's assertions and `pytest.raises` know two sides and not whose
they are. The student's is the one that is an answer of the operations that were traced; where the
assertion is about something worked out from an answer, the answer is shown, and what should have
been true of it is said.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from ..asserts.claims import Claim, Part, claim_of
from ..asserts.operands import UNSEEN
from ..checks.channel import student_error
from ..wire import messages
from . import value_text
from .answers import (
    Answer,
    answers_of,
    before_ends,
    is_a_call,
    is_assignment,
    is_comparison,
    is_equality,
    last_asked,
    place_of,
    times_asked,
    without_names,
)
from .beyond_answers import (
    decides,
    in_a_file,
    kept_by,
    same_object,
    truth_of_object,
    two_objects,
    where_it_stays,
)
from .claim_words import (
    CANNOT_USE,
    HEARING,
    MIRRORED,
    NOTHING,
    Told,
    condition,
    has_theirs,
    in_words,
    is_theirs,
    judged,
    quoted,
    said_of_error,
    true_of_it,
)
from .gathered_items import gathered
from .given_values import about_a_given_value
from .librarys_words import with_the_librarys
from .one_of_several import compared_wrongly, one_of_several, pairs_of
from .origin import Steps, alike, answer_of, argument_of
from .place import Origin
from .printed_pieces import printed_together
from .which_answer import WhichAnswer, is_small
from .worked_out import is_in_the_tests_words, part_of


def told(error: BaseException, steps: Steps, right: Sequence[msgspec.Raw] = ()) -> Told:
    """What there is to say about a check's body that ended with an error of its own. right: the
    reference's answers to the same steps, where they are known."""
    claim = claim_of(error, HEARING)
    if claim is None:
        return _unread(error, steps)
    return tell(claim, steps, right)


def tell(claim: Claim, steps: Steps, right: Sequence[msgspec.Raw] = ()) -> Told:
    """What a claim that failed says."""
    values = (value for side in claim.sides for value in (side.value, *side.inner))
    if (printed := printed_together(values, steps)) is not None:
        told = _tell(claim, printed.steps, right)
        about_it = told.origin is not None and told.origin.call == printed.last
        return replace(told, steps=printed.steps, reads=printed.calls) if about_it else told
    return _tell(claim, steps, right)


def _tell(claim: Claim, steps: Steps, right: Sequence[msgspec.Raw]) -> Told:
    teller = _Teller(claim, steps, right)
    if claim.relation == "raises":
        return teller.not_raised()
    if claim.relation == "unusable":
        return teller.unusable()
    if claim.relation == "holds" or not claim.sides:
        return teller.about_an_answer()
    return with_the_librarys(teller.compared(), claim)


def _unread(error: BaseException, steps: Steps) -> Told:
    """An assertion that nothing more is known of: pytest.fail, or a library's own."""
    last = last_asked(without_names([*answers_of(steps)], steps), steps)
    said = str(error) if isinstance(error, AssertionError) or not _is_ours(error) else ""
    if last is None or last.raised is not None:
        return Told("property", said)
    return Told("property", said, last.value, origin=place_of(steps, last))


def _is_ours(error: BaseException) -> bool:
    return type(error).__module__.startswith("grader.")


class _Teller:
    def __init__(self, claim: Claim, steps: Steps, right: Sequence[msgspec.Raw] = ()) -> None:
        self._right = right
        self._claim = claim
        self._steps = steps
        self._which = WhichAnswer(steps, right)

    def not_raised(self) -> Told:
        claim = self._claim
        names = " or ".join(claim.errors)
        matching = f", {_with_message(claim.pattern)}" if claim.pattern else ""
        expected = f"{names} to be raised{matching}"
        return self._shown(self._which.last(), "not_raised", claim.said, expected)

    def unusable(self) -> Told:
        """The assertion itself could not be evaluated on the answer."""
        side = self._claim.sides[0]
        last = last_asked(before_ends(self._which.answers, self._steps), self._steps)
        for value in side.inner:
            place = in_a_file(value, self._steps) if value is not UNSEEN else None
            # A file of before an answer was right: the test went on to that.
            if place is not None and (last is None or last.number <= (place.call or 0)):
                return Told("unusable", CANNOT_USE, value, None, self._claim.text, place)
        found = self._which.inner(side) or last
        if found is not None and found.raised is not None:
            return self._shown(found, "raised", "", "")
        nothing = found is not None and found.value is None and not _has_objects(side)
        kind, said = ("missing", NOTHING) if nothing else ("unusable", CANNOT_USE)
        # Of a name that has None, a claim says nothing.
        text = "" if nothing and self._claim.has_none else self._claim.text
        return self._shown(found, kind, said, text)

    def about_an_answer(self) -> Told:
        """Something that should be true of an answer, or of what is worked out from it."""
        claim = self._claim
        asked = [a for side in claim.sides if (a := self._which.of(side))]
        found = next(
            (a for a in asked if self._which.is_wrong(a)), next(iter(asked), self._which.last())
        )
        said = claim.said or condition(self._claim)
        return self._shown(found, "property", said, true_of_it(claim), said)

    def _shown(
        self, found: Answer | None, kind: str, said: str, expected: str, of_error: str = ""
    ) -> Told:
        """What came, and in words what was expected. of_error: said where the call raised."""
        if found is None:
            return Told(kind, said, expected=expected)
        place = place_of(self._steps, found)
        if found.raised is not None:
            return Told("raised", of_error, student_error(found.raised), None, expected, place)
        return Told(kind, said, found.value, None, expected, place)

    def compared(self) -> Told:
        """Two sides, or one that should be true or false."""
        claim = self._claim
        between = self._compared_wrongly() or self._of_objects()
        between = between or about_a_given_value(claim, self._steps, self._which.answer)
        if between is not None:
            return between
        mine, other, relation = self._sides()
        found = self._which.whole(mine)
        if found is None:
            ways = (self._beyond_answers, self._one_of_several, self._stayed, self._worked_out)
            said = (told for way in ways if (told := way(mine, other, relation)) is not None)
            return next(said, None) or self.about_an_answer()
        place = place_of(self._steps, found)
        if found.raised is not None:
            want = said_of_error(found.raised, other, relation)
            return Told("raised", claim.said, student_error(found.raised), None, want, place)
        if found.value is not None and self._is_made_of_answers(other, found):
            # Any of them may be wrong: what the others say is not what was expected of this one.
            law = claim.said or condition(claim)
            told = Told("property", law, found.value, None, true_of_it(claim), place)
            return self._beside_each_other(told, found, other)
        return judged(found.value, other, relation, claim.said, place)

    def _sides(self) -> tuple[Part, Part | None, str]:
        """The student's side, the other one, and the relation read from the student's side."""
        claim = self._claim
        if len(claim.sides) == 1:
            return claim.sides[0], None, claim.relation
        left, right = claim.sides
        if self._is_mirrored(left, right):
            return right, left, MIRRORED.get(claim.relation, claim.relation)
        return left, right, claim.relation

    def _is_mirrored(self, left: Part, right: Part) -> bool:
        """Whether the student's side is the right one. Of two, it is the one that is wrong."""
        wrong = [
            self._which.is_wrong(found) for one in (left, right) if (found := self._which.of(one))
        ]
        if sorted(wrong, key=str) == [False, True]:
            return wrong == [False, True]
        return self._which.weight(right) > self._which.weight(left)

    def _of_objects(self) -> Told | None:
        """What the student's own class decided: which of two objects is meant, where they have
        texts that say it; or else what was asked is the comparison."""
        claim = self._claim
        two = two_objects(claim, self._steps) or same_object(claim, self._steps)
        if two is not None:
            got, place = value_text.Bare(two.got), Origin(two.number, whole=True)
            if two.got == "None":
                return Told("missing", claim.said or NOTHING, None, None, two.want, place)
            return Told("property", claim.said, got, None, two.want, place)
        if (asked := truth_of_object(claim, self._steps)) is not None:
            number, got = asked
            wanted = "anything but 0" if claim.relation == "true" else "0"
            place = Origin(number, whole=True)
            if isinstance(got, bool):
                return Told("values", claim.said, got, not got, origin=place)
            return Told("property", claim.said, got, None, wanted, place)
        return self._between_objects()

    def _is_made_of_answers(self, other: Part | None, found: Answer) -> bool:
        """Whether a side is another answer of the student's, or worked out from some: in its own
        words, or by way of names that hold them."""
        if other is None or other.fixed or has_theirs(other.value) or self._is_alone(found):
            return False
        written = self._which.whole(other)
        if other.theirs or (written is not None and self._which.is_wrong(written)):
            return True
        given = [argument_of(a) for a in self._steps[found.number][0].args]
        earlier = [a.value for a in self._which.answers if a.number != found.number]
        held = [v for v in other.inner if not any(alike(v, a) for a in given)]
        answers = [v for v in held if any(alike(v, a) for a in earlier)]
        # One number may be an answer by accident, all of several hardly.
        several = len(answers) > 1 and len(answers) == len(other.inner)
        return several or any(not is_small(v) for v in answers)

    def _beside_each_other(self, told: Told, found: Answer, other: Part | None) -> Told:
        """Two answers that don't go together, of which nobody knows that it is the wrong one: both
        calls, each with what it gave."""
        beside = self._which.of(other) if other is not None else None
        if beside is None or beside.number == found.number or beside.raised is not None:
            return told
        if self._which.is_wrong(found) and self._which.is_wrong(beside) is False:
            return told
        first, last = sorted((beside, found), key=lambda answer: answer.number)
        asked = [self._steps[answer.number][0] for answer in (first, last)]
        if any(one.faithful or one.do != "call" for one in asked):
            return told
        place = Origin(last.number, whole=True)
        return replace(told, got=last.value, origin=place, beside=(first.number,))

    def _compared_wrongly(self) -> Told | None:
        """A comparison of objects that the reference answers otherwise, by sorted() or max() say:
        what was asked after it hangs on that, where it isn't unittest that looks for the item."""
        first = compared_wrongly(self._steps, self._right)
        if first is None or all(is_equality(asked) for asked, _ in self._steps[first + 1 :]):
            return None
        got = answer_of(self._steps[first][1])
        return Told("values", self._claim.said, got, not got, origin=Origin(first, whole=True))

    def _is_alone(self, found: Answer) -> bool:
        """Whether no other answer is known to be wrong: what they make is what is expected then."""
        steps = [*enumerate(self._steps)]
        others = [(n, came) for n, (_, came) in steps if came is not None and n != found.number]
        return len(self._right) >= len(steps) and all(
            messages.encode(came) == bytes(self._right[n]) for n, came in others
        )

    def _beyond_answers(self, mine: Part, other: Part | None, relation: str) -> Told | None:
        """What a test took item by item, or read from a file."""
        if mine.value is UNSEEN or mine.fixed:
            return None
        if (all_ := gathered(mine, self._steps)) is not None:
            said = judged(mine.value, other, relation, self._claim.said, all_.place)
            return replace(said, steps=all_.steps)
        place = in_a_file(mine.value, self._steps)
        return judged(mine.value, other, relation, self._claim.said, place) if place else None

    def _before(self, part: Part) -> Answer | None:
        """The last answer to a call of the student's code, before objects of theirs that came to
        the test in some other way were compared."""
        if not has_theirs(part.value):
            return None
        return next(
            (a for a in reversed(self._which.answers) if is_a_call(self._steps[a.number][0])), None
        )

    def _between_objects(self) -> Told | None:
        """A comparison that the student's own class decided: what was asked is the comparison."""
        claim = self._claim
        objects = [s for s in claim.sides if is_theirs(s.value)]
        asked = [
            a
            for a in self._which.answers
            if is_comparison(self._steps[a.number][0])
            and decides(self._steps[a.number][0], a.value, claim.relation, objects)
        ]
        if not objects or not asked or not isinstance(asked[-1].value, bool):
            return None
        last = asked[-1]
        place = Origin(last.number, whole=True)
        return Told("values", claim.said, last.value, not last.value, origin=place)

    def _stayed(self, mine: Part, other: Part | None, relation: str) -> Told | None:
        """An object or a function of the student's, where a plain value should be."""
        if other is None:
            return None
        back = MIRRORED.get(relation, relation)
        for part, want, asked in ((mine, other, relation), (other, mine, back)):
            number = where_it_stays(part.value, self._steps)
            if number is None or want.value is UNSEEN or has_theirs(want.value):
                continue
            found = Answer(number, kept_by(part.value, self._steps))
            place = place_of(self._steps, found)
            return judged(found.value, want, asked, self._claim.said, place)
        return None

    def _one_of_several(self, mine: Part, other: Part | None, relation: str) -> Told | None:
        """A list or a dict of answers of several calls: the first that is wrong."""
        if relation != "==" or other is None:
            return None
        pairs = [*pairs_of(mine.value, other.value)]
        wrong = next((n for n, pair in enumerate(pairs) if not alike(*pair)), None)
        if wrong is None:
            return None
        found = one_of_several(pairs, wrong, self._which.answers, self._which.is_its, self._right)
        if found is None or found.raised is not None:
            return None
        right = Part("", pairs[wrong][1])
        return judged(found.value, right, "==", self._claim.said, place_of(self._steps, found))

    def _worked_out(self, mine: Part, other: Part | None, relation: str) -> Told | None:
        """A part of an answer, or what a test that is imported makes of one in words of its own."""
        if not self._steps or not self._steps[-1][0].faithful or mine.value is UNSEEN:
            return None
        sides = [side for side in (mine, other) if side is not None]
        for answer in reversed(self._which.answers):
            place = part_of(mine, answer.number, answer.value)
            if place is not None and answer.raised is None:
                return judged(mine.value, other, relation, self._claim.said, place)
        found = self._which.of(mine) or self._before(mine) or self._which.last()
        known = {operation.name or "" for operation, _ in self._steps}
        if other is None or found is None or found.raised is not None:
            return None
        if not is_in_the_tests_words(sides, known):
            return None
        if other.value is UNSEEN or has_theirs(other.value) or is_theirs(mine.value):
            return None
        said = self._claim.said or f"The test makes {value_text.text(mine.value)} of it."
        if is_assignment(self._steps[found.number][0]) and isinstance(mine.node, ast.Name):
            place = Origin(found.number, part=0, parts=1, name=f"the test's {mine.node.id}")
            return judged(mine.value, other, relation, self._claim.said, place)
        same = times_asked(self._steps, found.number)
        of = "it" if same == 1 else f"the answers to {same} such calls"
        expected = f"{in_words(relation, replace(other, text=''))}, made of {of} by the test"
        return Told("property", said, found.value, None, expected, place_of(self._steps, found))


def _with_message(pattern: str) -> str:
    if pattern in (".+", "."):
        return "with a message"
    return f"with a message that matches {quoted(pattern)}"


def _has_objects(side: Part) -> bool:
    """Whether the student's own objects may be what a side could not be worked out with."""
    own = (value for value in side.inner if has_theirs(value))
    return any(HEARING.is_object(value) or not is_theirs(value) for value in own)
