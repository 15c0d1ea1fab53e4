"""What a check or an imported test did to a value after the student's code was given it, or after
it came from there, or to files: which operation tells of it, whose value it is, and the lines of
Python that do the same.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from keyword import iskeyword
from typing import Any

from msgspec import structs

from ..checks.passed_on import changes
from ..wire.data import Seq, Value
from ..wire.messages import Operation, Returned, encode
from ..wire.moved import unmoved
from ..wire.names import SHARED_FOLDER
from ..wire.values import to_wire
from .answers import is_asked_of_the_file
from .origin import Steps, answer_of, argument_of

# An operation, and which of its arguments.
Place = tuple[int, int]
# What a value is called in the lines that a test gave, and changed afterwards.
GIVEN = "given"


def is_change(operation: Operation) -> bool:
    return operation.do == "change"


def is_told(operation: Operation) -> bool:
    """Whether it is a call of the file's, or what a test did: to what it gave or got, to files."""
    of_test = is_change(operation) or bool(changed_files(operation))
    return is_asked_of_the_file(operation) or of_test


def changed_files(operation: Operation) -> dict[str, bytes | None]:
    """What the test did itself in its folder before a call, by the files' names: what is in one
    then, None of one that is gone."""
    changed = argument_of(operation.args[0]) if operation.do == "files" and operation.args else {}
    return changed if isinstance(changed, dict) else {}


def done_to_files(
    changed: Mapping[str, bytes | None], spelled: Callable[[str | bytes], str]
) -> Iterator[str]:
    """As the test did it, or might have. spelled: what was written, as Python."""
    for name, data in changed.items():
        path = f"({SHARED_FOLDER} / {name.rstrip('/')!r})"
        if name.endswith("/"):
            yield f"{path}.{'rmdir' if data is None else 'mkdir'}()"
        elif data is None:
            yield f"{path}.unlink()"
        else:
            yield f"{path}.{_written(data, spelled)}"


def _written(data: bytes, spelled: Callable[[str | bytes], str]) -> str:
    try:
        return f"write_text({spelled(data.decode())})"
    except UnicodeDecodeError:
        return f"write_bytes({spelled(data)})"


def lenders(operations: Sequence[Operation]) -> list[Place]:
    """Where each argument was given, in the order in which the worker counts them. As far as that
    is known: a call in whose middle the test was asked something is told elsewhere."""
    found: list[Place] = []
    for number, operation in enumerate(operations):
        if operation.do in ("answer", "waits") and not operation.args:
            return found
        if not is_change(operation):
            count = len(operation.args) + len(operation.kwargs)
            found += [(number, place) for place in range(count)]
    return found


def changed_arguments(operations: Sequence[Operation]) -> dict[int, list[Place]]:
    """Which arguments each change is of, by the number of the operation that tells of it."""
    known = lenders(operations) if any(map(is_change, operations)) else []
    found: dict[int, list[Place]] = {}
    for number, operation in enumerate(operations):
        if is_change(operation) and operation.target is None:
            found[number] = [known[n] for n in _numbers(operation) if n < len(known)]
    return found


def given(operation: Operation) -> list[Value]:
    return [*operation.args, *operation.kwargs.values()]


def among(
    fewer: Sequence[Operation], every: Sequence[Operation], stay: Sequence[int]
) -> list[Operation]:
    """Operations that are some of others, with the changes of what these alone were given. fewer:
    those with the numbers `stay`, with the changes of all."""
    if not any(map(is_change, every)):
        return [*fewer]
    before, after = lenders(every), {place: n for n, place in enumerate(lenders(fewer))}
    numbers = {number: place for place, number in enumerate(stay)}
    told: list[Operation] = []
    for operation in fewer:
        if is_change(operation) and operation.target is None:
            places = (before[n] for n in _numbers(operation) if n < len(before))
            left = [after[numbers[one], at] for one, at in places if one in numbers]
            wires = [Seq("list", [*left]), *operation.args[1:]]
            operation = structs.replace(operation, args=wires)
        told.append(operation)
    return told


def _numbers(operation: Operation) -> list[int]:
    wire = operation.args[0]
    return [n for n in getattr(wire, "items", ()) if type(n) is int]


def lines_for(name: str, was: Any, now: Any, text: Callable[[Any], str]) -> Iterator[str]:
    """What makes a value the other, under a name: `mine.append(3)`, `conf['hosts'].append('b')`.
    text: writes a value."""
    kind = type(was)
    if kind is type(now) is deque:
        for method, args in changes([*was], [*now]):
            yield f"{name}.{method}({', '.join(map(text, args))})"
        return
    if kind is type(now) is Counter:
        yield from _of_counter(name, was, now, text)
        return
    if kind is not type(now) or kind not in (list, dict, set):
        whole = "[:]" if hasattr(now, "shape") else ""  # an array is the same one
        yield f"{name}{whole} = {text(now)}"
        return
    if (key := _only_key(was, now)) is not None:
        inner = f"{name}[{text(key)}]"
        has_it = kind is list or key in was
        if has_it and type(was[key]) is type(now[key]) in (list, dict, set):
            yield from lines_for(inner, was[key], now[key], text)
        else:
            yield f"{inner} = {text(now[key])}"
        return
    for method, args in changes(was, now):
        yield f"{name}.{method}({', '.join(map(text, args))})"


def _of_counter(
    name: str, was: Counter[Any], now: Counter[Any], text: Callable[[Any], str]
) -> Iterator[str]:
    """Its update() adds: more than one number is set by beginning anew."""
    if (key := _only_key(was, now)) is not None:
        yield f"{name}[{text(key)}] = {text(now[key])}"
        return
    yield f"{name}.clear()"
    yield f"{name}.update({text(dict(now))})"


def _only_key(was: Any, now: Any) -> Any:
    """The one key or place where two dicts or lists differ that have the same, or that only the
    second dict has."""
    if isinstance(was, set):
        return None
    if isinstance(was, dict):
        keys = [key for key in now if key not in was or not _same(was[key], now[key])]
        return keys[0] if len(keys) == 1 and len({*was, *now}) == len(now) else None
    differ = [n for n, (a, b) in enumerate(zip(was, now, strict=False)) if not _same(a, b)]
    return differ[0] if len(was) == len(now) and len(differ) == 1 else None


def _same(one: Any, other: Any) -> bool:
    return encode(to_wire(one, exact=True)) == encode(to_wire(other, exact=True))


class Changed:
    """The lines about such values, of the operations that are shown. changes: as
    changed_arguments() has them. given: the places of values that several calls were given."""

    def __init__(
        self,
        steps: Steps,
        changes: Mapping[int, Sequence[Place]],
        shown: Container[int],
        given: Sequence[Collection[Place]] = (),
    ) -> None:
        self._steps = steps
        self._changes = {number: set(places) for number, places in changes.items()}
        self._given = [{*places} for places in given]
        self._names: dict[int, str] = {}  # by what was given, as it is on the wire
        self._lent = {place: n for n, place in enumerate(lenders([one for one, _ in steps]))}
        told = {place for n, places in self._changes.items() if n in shown for place in places}
        told = told.union(*self._given)
        self._told = {place for place in told if place[0] in shown}
        self.lenders = {number for number, _ in self._told}

    def name_of(self, wire: Value) -> str | None:
        return self._names.get(id(wire))

    def is_called(self, name: str) -> bool:
        return name in self._names.values()

    def begun(
        self, number: int, new_name: Callable[[str], str], text: Callable[[Any], str]
    ) -> Iterator[str]:
        """What gives names to those values that an operation is given as the first."""
        for place, wire in enumerate(given(self._steps[number][0])):
            if (number, place) in self._told and id(wire) not in self._names:
                value = text(argument_of(wire))
                has_a_name = value.isidentifier() and not iskeyword(value)  # and stands below
                name = value if has_a_name else new_name(GIVEN)
                for one, at in self._same_as({(number, place)}):
                    self._names[id(given(self._steps[one][0])[at])] = name
                if not has_a_name:
                    yield f"{name} = {value}"

    def done(
        self, number: int, result: Callable[[int], str], text: Callable[[Any], str]
    ) -> list[str] | None:
        """What an operation tells of; None for one that tells of no change. result: what an
        operation's is called."""
        operation = self._steps[number][0]
        if not is_change(operation):
            return None
        now = argument_of(operation.args[1])
        if isinstance(operation.target, int):
            was = self._result_before(operation.target, number)
            return [*lines_for(result(operation.target), was, now, text)]
        places = self._same_as(self._changes.get(number, set()))
        wires = (given(self._steps[one][0])[at] for one, at in places)
        name = next((name for wire in wires if (name := self.name_of(wire))), None)
        was = self._before(places, number)
        is_so = name is None or _same(was, now)  # the code did it, to one that both sides have
        return [] if is_so else [*lines_for(name or "", was, now, text)]

    def _same_as(self, places: set[Place]) -> set[Place]:
        """All places where the same value was given."""
        more = [own for own in (*self._changes.values(), *self._given) if own & places]
        found = places.union(*more)
        return found if found == places else self._same_as(found)

    def _before(self, places: set[Place], number: int) -> Any:
        """What a value was, before an operation."""
        lent = {self._lent[place] for place in places}
        for earlier in reversed(range(number)):
            operation, answer = self._steps[earlier]
            if self._changes.get(earlier, set()) & places:
                return argument_of(operation.args[1])
            after = answer.after if isinstance(answer, Returned) else ()
            if (came := next((wire for n, wire in after if n in lent), None)) is not None:
                return argument_of(unmoved(came))
            if (at := next((at for one, at in places if one == earlier), None)) is not None:
                return argument_of(given(operation)[at])
        return None

    def _result_before(self, target: int, number: int) -> Any:
        for earlier in reversed(range(target + 1, number)):
            operation = self._steps[earlier][0]
            if is_change(operation) and operation.target == target:
                return argument_of(operation.args[1])
        return answer_of(self._steps[target][1])
