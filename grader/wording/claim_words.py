"""What a claim that failed says, once it is known which side is the student's: the answer, and what
was expected of it, as a value or in words.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..asserts.claims import Claim, Hearing, Part, kinds, what_holds
from ..asserts.operands import UNSEEN
from ..checks.assertions import assert_same
from ..checks.mismatch import Mismatch, describe
from ..checks.notes import without_notes
from ..checks.proxy import Function, Handle, Library, asks_reference
from ..imported.remote_objects import ErrorClass, Object
from ..imported.remote_objects import Function as Imported
from ..wire.messages import Raised, Shown
from ..wire.values import from_wire
from ..wire.yielded import Yielded
from . import value_text
from .origin import Steps
from .place import Origin

MIRRORED = {
    "<": ">", "<=": ">=", ">": "<", ">=": "<=", "in": "has", "not in": "lacks", "has": "in",
}  # fmt: skip
_WORDS = {
    "!=": "anything but {}", "not ≈": "anything but about {}", "is not": "anything but {}",
    "<": "less than {}", "<=": "at most {}", ">": "more than {}", ">=": "at least {}",
    "not in": "none of {}", "has": "something with {} in it", "lacks": "something without {} in it",
    "==": "{}", "≈": "about {}", "is": "the same object as {}", "items": "{}, in any order",
    "matches": "text that matches {}", "not matches": "text that doesn't match {}",
}  # fmt: skip
CANNOT_USE = "the check can't use the answer"
NOTHING = "The function returned None. Is a return missing?"


@dataclass(frozen=True, slots=True)
class Told:
    """The parts of a Failure. expected: in words, where it is no value."""

    kind: str
    message: str
    got: Any = None
    want: Any = None
    expected: str = ""
    origin: Origin | None = None
    steps: Steps = ()  # in place of those that were traced
    beside: tuple[int, ...] = ()  # calls that are shown, too, with what they gave
    reads: tuple[int, ...] = ()  # those that are shown without


def _is_module(value: Any) -> bool:
    # Not imported here: it brings much with it, and where nobody has loaded it there is none.
    module: Any = sys.modules.get("grader.imported.fake_module")
    return isinstance(value, Library) or (module is not None and isinstance(value, module.StandIn))


def is_theirs(value: Any) -> bool:
    # type(): what is asked of a stand-in is asked of the student.
    kind = type(value)
    return issubclass(kind, (Function, Handle, Imported, Object, ErrorClass))


def has_theirs(value: Any) -> bool:
    """Whether there is something of the student's in a value: its text would be asked of them."""
    kind = type(value)
    if issubclass(kind, Yielded):
        return any(map(has_theirs, value.gave))
    if issubclass(kind, (list, tuple, set, frozenset)):  # a mock's calls are tuples too
        return any(has_theirs(item) for item in value)
    if issubclass(kind, dict):
        return any(has_theirs(k) or has_theirs(v) for k, v in value.items())
    return is_theirs(value)


def _is_students(value: Any) -> bool:
    kind = type(value)
    own = not issubclass(kind, (Function, Handle)) or not asks_reference(value)
    return own and is_theirs(value)


def _is_object(value: Any) -> bool:
    return issubclass(type(value), (Handle, Object))


def _is_reference(value: Any) -> bool:
    return issubclass(type(value), Library) and asks_reference(value)


HEARING = Hearing(_is_module, _is_students, _is_object, _is_reference)


def condition(claim: Claim) -> str:
    """`len(f(x)) == 3` is false: 2 == 3."""
    if claim.relation == "false" and claim.text:
        return f"`{claim.text}` should be false."
    if _is_a_name(claim):
        value = claim.sides[0].value
        known = "" if value is UNSEEN or has_theirs(value) else value_text.text(value)
        short = known and len(known) <= 60 and "\n" not in known
        return f"`{claim.text}` {f'is {known}' if short else 'is not true'}."
    return _is_false(claim.text, _with_values(claim)) if claim.text else ""


def true_of_it(claim: Claim) -> str:
    """What should have held, as code."""
    if _is_a_name(claim):
        return f"{claim.text} to be true"
    return what_holds(claim)


def _is_a_name(claim: Claim) -> bool:
    """`assert match`: its text alone would say nothing."""
    return claim.relation == "true" and claim.text.isidentifier() and len(claim.sides) == 1


def _is_false(text: str, values: str) -> str:
    worked_out = f": {values}" if values and values != text else ""
    return f"`{text}` is false{worked_out}."


def judged(got: Any, other: Part | None, relation: str, said: str, place: Origin) -> Told:
    if isinstance(got, Yielded) and relation in ("isinstance", "false"):
        said = said or f"returned {describe(got)}"  # as text it looks like a list
    if other is None:
        return _truth(got, relation, said, place)
    want = other.value
    if isinstance(got, value_text.Bare) or (other.words and want is None):
        words = other.words or value_text.text(want)
        if relation not in ("==", "≈", "is"):
            words = in_words(relation, other)
        return Told("property", said, got, None, words, place)
    if has_theirs(want):
        words = other.text if relation == "==" else in_words(relation, other)
        return Told("property", said, got, None, words, place)
    # Nobody can tell two 1s apart, or should have to.
    exact = relation == "is" and (want is None or isinstance(want, (bool, int, float, str, bytes)))
    if relation in ("==", "≈") or exact:
        kind, message = _difference(got, want)
        words = other.words or ("None" if want is None else "")
        words = words or (_closer(got, want) if kind == "values" else "")
        return Told(kind, said or message, got, want, words, place)
    if relation in ("isinstance", "not isinstance") and isinstance(got, (float, np.number)):
        got = value_text.Bare(_with_type(got))  # of which 6 would be an int
    return Told("property", said, got, None, in_words(relation, other), place)


def _with_type(got: Any) -> str:
    """6.0, or np.int64(6), as all of NumPy's versions write it then."""
    return f"np.{type(got).__name__}({got.item()!r})" if isinstance(got, np.number) else repr(got)


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
    if isinstance(got, Yielded) and type(want) in (list, tuple):
        return "type", f"returned {describe(got)}, expected {describe(want)}"
    if {type(got), type(want)} == {int, float}:
        return "values", ""  # 2.0 would be as good as 2
    try:
        with without_notes():
            assert_same(got, want)
    except Mismatch as wrong:
        return wrong.kind, wrong.message
    except TypeError:
        if type(got) is not type(want):
            return "type", f"returned {describe(got)}, expected {describe(want)}"
    numpys = isinstance(got, np.generic) and not isinstance(want, np.generic)
    if numpys and value_text.text(got) == value_text.text(want):
        return "type", f"returned {describe(got)}, expected {describe(want)}"
    return "values", ""


def _closer(got: Any, want: Any) -> str:
    """Numbers that look the same at the usual number of digits, with all of them."""
    if isinstance(got, float) and value_text.text(got) == value_text.text(want, got):
        return repr(want)
    return ""


def in_words(relation: str, other: Part) -> str:
    if relation in ("isinstance", "not isinstance"):
        said = other.words or kinds(_named_kinds(other.value))
        return said if relation == "isinstance" else f"anything but {said}"
    value = other.words or _value(other)
    if relation == "in":
        if isinstance(other.value, str):
            return f"a part of {value}"
        if type(other.value) in (list, tuple) and len(other.value) == 1:
            return value_text.text(other.value[0])
        return f"a key of {value}" if isinstance(other.value, dict) else f"one of {value}"
    if relation in ("matches", "not matches") and isinstance(other.value, str):
        value = quoted(other.value)
    return _WORDS.get(relation, f"{relation} {{}}").format(value)


def quoted(pattern: str) -> str:
    """A pattern as people write it, with one backslash where they write one."""
    return repr(pattern) if "'" in pattern or not pattern.isprintable() else f"'{pattern}'"


def _value(part: Part) -> str:
    if has_theirs(part.value):
        return part.text
    pattern = getattr(part.value, "pattern", None)
    if isinstance(pattern, str):
        return quoted(pattern)
    shown = value_text.text(part.value)
    return part.text if part.text and ("\n" in shown or " object at 0x" in shown) else shown


def _named_kinds(value: Any) -> Any:
    """Classes, with those of the student's by their names."""
    if isinstance(value, tuple):
        return tuple(_named_kinds(kind) for kind in value)
    if isinstance(value, Function):
        return value.name_in_file or value
    return object.__getattribute__(value, "_name") if isinstance(value, Imported) else value


def _with_values(claim: Claim) -> str:
    """2 == 3: the sides of a comparison, where both are short."""
    if len(claim.sides) != 2 or claim.relation not in ("==", "!=", "≈", "<", "<=", ">", ">=", "is",
                                                       "in", "not in", "is not"):  # fmt: skip
        return ""
    if any(side.value is UNSEEN or has_theirs(side.value) for side in claim.sides):
        return ""
    one, other = claim.sides
    texts = [_worded(one, other), _worded(other, one)]
    short = all(len(text) <= 60 and "\n" not in text for text in texts)
    return f" {claim.relation} ".join(texts) if short else ""


def _worded(part: Part, other: Part) -> str:
    """A side as text: a number with as many digits as tell it from the other side's."""
    numbers = all(isinstance(side.value, (int, float)) for side in (part, other))
    return part.words or value_text.text(part.value, other.value if numbers else None)


def said_of_error(raised: Raised, other: Part | None, relation: str) -> str:
    """ValueError: what its message should have been."""
    if other is None or relation not in ("==", "≈", "is"):
        return in_words(relation, other) if other is not None else ""
    want = other.value
    if isinstance(want, tuple):
        want = want[0] if len(want) == 1 else want
    if isinstance(want, type):
        return f"{want.__name__} to be raised"
    return f"{raised.error}: {want}"


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
        said = shown.said or _is_false(shown.text, shown.values)
        return Told("property", said, got, None, shown.text, nowhere)
    relation = shown.relation
    if shown.flipped:
        relation = MIRRORED.get(relation, relation)
    other = Part(shown.want_text, want, words=shown.want_text) if shown.sides == 2 else None
    return judged(got, other, relation, shown.said, nowhere)
