"""What a test compares besides answers: two objects of the student's by what they are, whether one
is true, what is in a file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..asserts.claims import Claim, Part
from ..checks.mismatch import describe
from ..checks.proxy import Handle
from ..imported.remote_objects import Function, Object
from ..wire.data import Held, Ref
from ..wire.messages import CALLS, PYTHONS, Operation, Returned
from .answers import is_a_call, is_repr, last_step
from .call_text import spelled
from .origin import Steps, alike, answer_of, maker
from .place import Origin
from .steps_needed import used_by
from .value_text import text as text_of

# By which relation a claim holds where such a comparison is true.
_HOLDS_BY = {"eq": "==", "ne": "!="}
_CONTAINERS = (("dict",), ("list",), ("tuple",), ("set",), ("frozenset",))


@dataclass(frozen=True, slots=True)
class Two:
    """Two objects by their own texts: what came, and what should have; number: what gave it."""

    got: str
    want: str
    number: int


def two_objects(claim: Claim, steps: Steps) -> Two | None:
    """Objects that should be equal, where one was made to be compared with: by itself, or in a
    list. The other is one too, or a plain answer; and they look different."""
    if claim.relation != "==" or len(claim.sides) != 2:
        return None
    made = [side for side in claim.sides if _is_all_made(side.value, steps)]
    if len(made) != 1:  # members of an Enum: what was asked for came
        members = (side for side in claim.sides if _are_members(side.value, steps))
        made = [side for side in members if not _has_a_call(side.node)]
    if len(made) != 1:
        return None
    came = next(side for side in claim.sides if side is not made[0])
    texts = _texts(steps)
    got, want = _text(came.value, texts, steps), _text(made[0].value, texts, steps)
    number = _where_from(came.value, steps)
    return None if number is None or not got or not want or got == want else Two(got, want, number)


def _are_members(value: Any, steps: Steps) -> bool:
    numbers = [*_numbers(value)]
    return bool(numbers) and all(n is not None and _is_member(steps, n) for n in numbers)


def _has_a_call(node: ast.expr | None) -> bool:
    """Whether a side asks something, as the author wrote it."""
    return node is not None and any(isinstance(part, ast.Call) for part in ast.walk(node))


def _is_all_made(value: Any, steps: Steps) -> bool:
    """Whether there are objects in a value, and each was made to be compared with."""
    numbers = [*_numbers(value)]
    return bool(numbers) and all(n is not None and _is_made_only(steps, n) for n in numbers)


def _numbers(value: Any) -> Iterator[int | None]:
    """Of all objects of the student's in a value."""
    kind = type(value)
    if kind in (list, tuple):
        for item in value:
            yield from _numbers(item)
    elif kind is dict:
        yield from _numbers([*value.keys(), *value.values()])
    elif issubclass(kind, (Object, Handle)):
        yield _number(value)


def _text(value: Any, texts: Mapping[int, str], steps: Steps) -> str:
    """A value as its objects' class writes them; empty where that says nothing. What was made to
    be compared with can also be written as it was made."""
    kind = type(value)
    if issubclass(kind, (Object, Handle)):
        number = _number(value)
        text = texts.get(number, "") if number is not None else ""
        if number is None or not _says_nothing(text):
            return text
        return _as_made(number, steps) if _is_made_only(steps, number) else ""
    if kind in (list, tuple) and next(_numbers(value), None) is not None:
        items = [_text(item, texts, steps) for item in value]
        comma = "," if kind is tuple and len(items) == 1 else ""
        inside = ", ".join(items) + comma
        return "" if "" in items else f"[{inside}]" if kind is list else f"({inside})"
    if kind is dict and next(_numbers(value), None) is not None:
        pairs = [(_text(k, texts, steps), _text(v, texts, steps)) for k, v in value.items()]
        return "" if any("" in pair for pair in pairs) else _as_dict(pairs)
    return "" if next(_numbers(value), None) is not None else text_of(value)


def _as_dict(pairs: Iterable[tuple[str, str]]) -> str:
    return f"{{{', '.join(f'{key}: {value}' for key, value in pairs)}}}"


def compared_with(operation: Operation, steps: Steps) -> str:
    """The object that should have been equal to what came, where it was made for that."""
    refs = [arg.operation for arg in operation.args if isinstance(arg, Ref)]
    made = len(refs) == 1 and operation.name == "eq" and _is_made_only(steps, refs[0])
    return _as_made(refs[0], steps) if made else ""


def _as_made(number: int, steps: Steps) -> str:
    said = spelled(steps, number)
    return said.lines[0] if len(said.lines) == 1 and not said.values else ""


def _where_from(value: Any, steps: Steps) -> int | None:
    """The step that a value is the answer to: the object's own; of a list of objects the one that
    the first came from; of a plain answer the last call's; and so of a member of an Enum, which was
    there before."""
    if (number := _number(value)) is not None and _is_member(steps, number):
        gave = [n for n in range(len(steps)) if n == number or _is_it(steps[n][1], number)]
        return next((n for n in reversed(gave) if not _is_written(steps, n)), number)
    if issubclass(type(value), (Object, Handle)):
        return _number(value)
    for number in _numbers(value):
        if number is not None and not _is_made_only(steps, number):
            return maker(steps, number)
    calls = (n for n in reversed(range(len(steps))) if is_a_call(steps[n][0]))
    last = next((n for n in calls if not _is_made_only(steps, n)), None)
    if last is None:
        return None
    answer = answer_of(steps[last][1])
    same = alike(answer, value) or (type(answer) is type(value) and _refers_to(answer, value))
    return last if same else None


def _refers_to(answer: Any, value: Any) -> bool:
    """Whether there are in an answer just those objects, in their order, that are in a value."""
    numbers = [*_numbers(value)]
    return bool(numbers) and [*_refs(answer)] == numbers


def _refs(answer: Any) -> Iterator[int]:
    if isinstance(answer, Ref):
        yield answer.operation
    elif type(answer) in (list, tuple):
        for item in answer:
            yield from _refs(item)
    elif type(answer) is dict:
        yield from _refs([*answer.keys(), *answer.values()])


def same_object(claim: Claim, steps: Steps) -> Two | None:
    """An object that should be another one, which the test has, or a plain value."""
    asked = [side for side in claim.sides if isinstance(side.node, ast.Call)]
    if claim.relation != "is" or len(asked) != 1 or len(claim.sides) != 2:
        return None
    got = _number(asked[0].value)
    other = next(side for side in claim.sides if side is not asked[0])
    calls = [n for n, (one, _) in enumerate(steps) if is_a_call(one)]
    if not calls or (got is None and _number(other.value) is None):
        return None
    texts, want = _texts(steps), _number(other.value)
    said = text_of(asked[0].value) if got is None else _said(got, texts, steps)
    if want is None:
        return Two(said, text_of(other.value), calls[-1])
    wanted = _said(want, texts, steps)
    if want == steps[calls[-1]][0].target:
        wanted = "the object itself"
    elif wanted == said:
        wanted = f"another {said.partition(' ')[2]}" if said[:2] in ("a ", "an") else wanted
    return Two(said, wanted, calls[-1])


def _said(number: int, texts: Mapping[int, str], steps: Steps) -> str:
    """An object by its own text, or else by its class."""
    text = texts.get(number, "")
    return describe(answer_of(steps[number][1])) if _says_nothing(text) else text


def _says_nothing(text: str) -> bool:
    return not text or " object at 0x" in text


def _texts(steps: Steps) -> dict[int, str]:
    """What their class wrote of objects, by their numbers; of an Enum's members, as they are
    written in a program."""
    return {
        operation.args[0].operation: _of_member(steps, operation.args[0].operation, answer.value)
        for operation, answer in steps
        if is_repr(operation)
        and isinstance(operation.args[0], Ref)
        and isinstance(answer, Returned)
        and isinstance(answer.value, str)
    }


def _of_member(steps: Steps, number: int, text: str) -> str:
    """Color.RED for <Color.RED: 1>."""
    held = answer_of(steps[number][1])
    types = held.types if isinstance(held, Held) else ()
    if "enum.Enum" in types or types[:1] in _CONTAINERS:
        return re.sub(r"<(\w+\.\w+): [^<>]*>", r"\1", text)
    return text


def _is_member(steps: Steps, number: int) -> bool:
    answer = steps[number][1]
    held = answer.value if isinstance(answer, Returned) else None
    return isinstance(held, Held) and "enum.Enum" in held.types


def _is_written(steps: Steps, number: int) -> bool:
    """Whether a member was asked of its class by its name: Color.RED."""
    operation = steps[number][0]
    of = steps[operation.target][1] if isinstance(operation.target, int) else None
    return operation.do == "get" and _is_a_class(of)


def _is_it(answer: Any, number: int) -> bool:
    """Whether an answer is an object that an earlier step gave already."""
    return isinstance(answer, Returned) and answer.value == Ref(number)


def _number(value: Any) -> int | None:
    kind = type(value)
    if issubclass(kind, Object):
        found = object.__getattribute__(value, "_number")
    elif issubclass(kind, Handle):
        found = object.__getattribute__(value, "_target")
    else:
        return None
    return found if isinstance(found, int) and found >= 0 else None


def decides(operation: Operation, said: Any, relation: str, objects: Sequence[Part]) -> bool:
    """Whether a claim about these objects may have failed by this comparison: it is about one of
    them, and doesn't say that the claim holds."""
    numbers = {_number(part.value) for part in objects}
    about = None in numbers or not numbers.isdisjoint(used_by(operation))
    return about and not (said is True and relation == _HOLDS_BY.get(operation.name or ""))


def where_it_stays(value: Any, steps: Steps) -> int | None:
    """The last step that gave an object, or a function, that stayed in the worker."""
    backwards = reversed(range(len(steps)))
    if type(value) is Function:
        what = [object.__getattribute__(value, name) for name in ("_target", "_name")]
        asked = (n for n in backwards if steps[n][0].do == "get")
        return next((n for n in asked if [steps[n][0].target, steps[n][0].name] == what), None)
    number = _number(value)
    return next(
        (n for n in backwards if number is not None and _is_it(steps[n][1], number)), number
    )


def kept_by(value: Any, steps: Steps) -> Any:
    """What is known of it: the plain value that it also is, or else the names of its classes."""
    made = where_it_stays(value, steps) if type(value) is Function else _number(value)
    asked = (r for o, r in reversed(steps) if o.do == "plain" and o.target == made)
    said = answer_of(next(asked, None))
    if said is not None and not isinstance(said, Held):
        return said
    return answer_of(steps[made][1]) if made is not None else None


def _is_made_only(steps: Steps, number: int) -> bool:
    """Whether an object is what a call of its class gave, and nothing was done with it since."""
    operation, answer = steps[number]
    if operation.do == "get" and _is_member(steps, number):
        return _is_written(steps, number)
    held = answer.value if isinstance(answer, Returned) else None
    called = operation
    if isinstance(operation.target, int) and operation.name is None:
        called = steps[operation.target][0]  # a class that was asked for by its name
    # Of the file, or of a module that lies beside it.
    ours = called.target is None or (
        isinstance(called.target, str) and called.target not in PYTHONS
    )
    if not isinstance(held, Held) or not ours or not held.types:
        return False
    later = (one for one, _ in steps[number + 1 :] if one.target == number and one.do in CALLS)
    return held.types[0].rpartition(".")[2] == called.name and next(later, None) is None


def _is_a_class(answer: Any) -> bool:
    held = answer.value if isinstance(answer, Returned) else None
    return isinstance(held, Held) and any(n in ("type", "builtins.type") for n in held.types)


def truth_of_object(claim: Claim, steps: Steps) -> tuple[int, Any] | None:
    """Which step asked whether an object is true, or how long it is, and what came."""
    if claim.relation not in ("true", "false") or _number(claim.sides[0].value) is None:
        return None
    if (last := last_step(steps)) < 0:
        return None
    operation, answer = steps[last]
    if operation.target != "builtins" or operation.name not in ("bool", "len"):
        return None
    return (last, answer.value) if isinstance(answer, Returned) else None


def in_a_file(value: Any, steps: Steps) -> Origin | None:
    """The file that the student's code wrote with just that in it: its text, bytes or lines."""
    for number in reversed(range(len(steps))):
        operation, answer = steps[number]
        written = answer_of(answer) if operation.do == "files" else None
        for name, data in written.items() if isinstance(written, dict) else ():
            forms = _forms(data) if isinstance(data, bytes) else ()
            if (said := next((how for form, how in forms if alike(value, form)), None)) is not None:
                return Origin(number, part=0, parts=1, name=f"what is in {name}{said}")
    return None


def _forms(data: bytes) -> Iterator[tuple[Any, str]]:
    """What a test may make of a file's bytes, and how that is said."""
    text = data.decode("utf-8", "replace")
    for form in (text, data, text.splitlines(), text.splitlines(keepends=True)):
        yield form, ""
    for form in (text.strip(), text.strip().splitlines()):
        yield form, ", stripped"
