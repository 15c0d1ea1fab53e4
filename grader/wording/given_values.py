"""What an imported test compares may be a value that it gave to the student's code, and looks at
after the call: that it is as it was, or became what it should. No answer is what it is about, even
where one looks the same.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ..asserts.claims import Claim, Part
from ..asserts.operands import UNSEEN
from ..checks.mismatch import describe
from ..imported.shared_arguments import Loans
from ..wire.messages import CALLS
from . import value_text
from .claim_words import MIRRORED, Told, has_theirs, in_words, judged
from .origin import Steps
from .place import Origin

_LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def about_a_given_value(
    claim: Claim, steps: Steps, is_an_answer: Callable[[Any], object]
) -> Told | None:
    """What to say of a claim about a value that was given. is_an_answer: whether a value looks like
    something that the student's code returned."""
    for mine in claim.sides:
        others = [side for side in claim.sides if side is not mine]
        found = _given(mine, steps, is_an_answer)
        if found is None or any(_is_theirs(other, is_an_answer) for other in others):
            continue
        other = others[0] if others else None
        turned = mine is not claim.sides[0]
        relation = MIRRORED.get(claim.relation, claim.relation) if turned else claim.relation
        return _told(claim.said, mine, other, relation, *found)
    return None


def _told(
    said: str, mine: Part, other: Part | None, relation: str, value: Any, number: int
) -> Told | None:
    kind = describe(value).partition(" ")[2] or "value"
    place = Origin(number, part=0, parts=1, name=f"the given {kind}", given=True)
    if mine.value is value:
        said = said or f"The test looks at the {kind} that it gave, after the call."
        return judged(value, other, relation, said, place)
    if other is None or other.value is UNSEEN or has_theirs(other.value):
        return None
    said = said or f"The test makes {value_text.text(mine.value)} of the {kind} that it gave."
    expected = f"{in_words(relation, replace(other, text=''))}, made of it by the test"
    return Told("property", said, value, None, expected, place)


def _given(
    part: Part, steps: Steps, is_an_answer: Callable[[Any], object]
) -> tuple[Any, int] | None:
    """The value that a side is, or is made of and of no answer; and the call to be shown."""
    loans = Loans.latest
    if loans is None or part.fixed or part.theirs or part.value is UNSEEN:
        return None
    held = [part.value, *part.inner]
    known = [(value, lent) for value in held if (lent := loans.lent(value)) is not None]
    if len({id(value) for value, _ in known}) != 1:
        return None
    value, (number, changed) = known[0]
    rest = [one for one in held if one is not value and one is not part.value]
    if any(is_an_answer(one) for one in rest) or (not changed and is_an_answer(value)):
        return None
    number = _whole_call(steps, number)
    return (value, number) if steps[number][0].do in CALLS else None


def _whole_call(steps: Steps, number: int) -> int:
    """The call that an operation belongs to: what is asked in the middle of one comes before it."""
    return next((n for n in range(number, len(steps)) if steps[n][0].do != "waits"), number)


def _is_theirs(part: Part, is_an_answer: Callable[[Any], object]) -> bool:
    """Whether a side came from the student's code."""
    if part.fixed:
        return False
    made = part.theirs or any(map(is_an_answer, (part.value, *part.inner)))
    return made or _may_ask_unseen(part.node)


def _may_ask_unseen(node: ast.expr | None) -> bool:
    """Whether something is called in a comprehension, of which no part's value is kept: the
    student's code, say."""
    loops = [n for n in ast.walk(node) if isinstance(n, _LOOPS)] if node is not None else []
    calls = (n.func for loop in loops for n in ast.walk(loop) if isinstance(n, ast.Call))
    return any(not (isinstance(f, ast.Name) and hasattr(builtins, f.id)) for f in calls)
