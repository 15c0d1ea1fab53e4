"""A call that is no plain call of a function, as a person would type it.

Operations of one case build on each other: an object is made, changed, asked. What a reader gets is
lines of Python: `account = BankAccount()`, `account.deposit(5)`, `account.get_balance()`; where an
object is made and used once, one line: `Rational(1, 2) + Rational(2, 3)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby, zip_longest
from string import ascii_lowercase
from types import MappingProxyType
from typing import Any

from ..plain_value import ELLIPSIS
from ..wire.data import Given, Ref
from ..wire.messages import CALLS, PYTHONS, Operation, Raised, Returned
from . import around_calls, operator_text, value_text
from .given_changes import changed_files, done_to_files, is_told
from .one_value import OneValue, is_a_scope
from .origin import Steps, argument_of
from .statements import Statements, calling_back, changed_in_place
from .steps_needed import (
    IN_PLACE,
    begins_a_walk,
    class_made,
    enters,
    handed_back,
    has_refs,
    leaves,
)

MAX_LINES = 10
# The same line so many times in a row is a loop.
FEWEST_IN_A_LOOP = 4
# A value in a line. What is longer gets a name and stands below.
MAX_VALUE = 60
INDENT = "    "


@dataclass(slots=True)
class Spelled:
    """lines: the last one is the call. values: what is too large for a line, by the name that the
    lines give it."""

    lines: list[str]
    values: dict[str, Any] = field(default_factory=dict)


def spelled(
    steps: Steps,
    number: int,
    siblings: bool = False,
    before: int = 0,
    parameters: Mapping[str, Sequence[str]] = MappingProxyType({}),
    reads: Sequence[int] = (),
    gave: Sequence[int] = (),
    ones: Sequence[OneValue] = (),
) -> Spelled:
    """Operation `number`, and what made the objects that it uses what they are.

    siblings: what was done meanwhile with others that the same function made is said, too: they
    may share something. before: so many steps are said whatever they made, as it takes them.
    parameters: of the file's functions, where their values are to be called so. reads: steps that
    are said, too, though they only read; gave: with what they gave, as well. ones: values that
    several were given.
    """
    first = {n for n in range(before) if is_told(steps[n][0])} | {*reads, *gave}
    speller = _Speller(handed_back(steps, number), number, siblings, first, parameters, ones)
    speller.gave = gave
    lines = [*_folded(speller.lines())]
    if len(lines) > MAX_LINES:
        lines = [*lines[:3], ELLIPSIS, *lines[4 - MAX_LINES :]]
    return Spelled(lines, speller.values)


def _folded(lines: list[str]) -> Iterator[str]:
    """With what is done again and again as a loop. The last line is the call that is told of."""
    for line, same in groupby(lines[:-1]):
        times = len([*same])
        indent = line[: len(line) - len(line.lstrip())]
        if times >= FEWEST_IN_A_LOOP and not line.endswith((":", "pass")) and "#" not in line:
            yield f"{indent}for _ in range({times}): {line.strip()}"
        else:
            yield from [line] * times
    yield lines[-1]


class _Speller:
    def __init__(
        self,
        steps: Steps,
        number: int,
        siblings: bool,
        first: set[int],
        parameters: Mapping[str, Sequence[str]],
        ones: Sequence[OneValue],
    ) -> None:
        self._steps = steps
        self._last = number
        self._parameters = parameters
        self._read: dict[int, Any] = {}
        self.values: dict[str, Any] = {}
        self.gave: Sequence[int] = ()
        self._statements = Statements(steps, number, siblings, first, ones)
        self._names, self._changed = self._statements.names, self._statements.changed

    def lines(self) -> list[str]:
        """The statements, with what is done inside a `with` block set in."""
        lines: list[str] = []
        blocks: list[Any] = []  # what was entered and not left yet
        for number in self._statements.in_order:
            operation = self._steps[number][0]
            if leaves(operation) and operation.target in blocks:
                if error := self._leaving(number):
                    lines.append(INDENT * len(blocks) + error)
                elif lines[-1].endswith(":"):
                    lines.append(INDENT * len(blocks) + "pass")
                del blocks[blocks.index(operation.target) :]
                continue
            if own := self._class_of_the_tests(number):
                own = self._class_with_its_values(number, own)
                lines += [INDENT * len(blocks) + line for line in own]
                continue
            for begun in self._changed.begun(number, self._statements.new_name, self._text):
                lines.append(INDENT * len(blocks) + begun)
            if operation.do == "seed" or (operation.do == "set" and operation.args):
                told = around_calls.lines(operation, self._value)
                lines += [INDENT * len(blocks) + line for line in told]
                continue
            if (done := self._changed.done(number, self._object, self._text)) is not None:
                lines += [INDENT * len(blocks) + line for line in done]
                continue
            if self._statements.is_caught(number):
                caught = f"except Exception as it: {self._names[number]} = it"
                lines.append(f"{INDENT * len(blocks)}try: {self.expression(number)}")
                lines.append(INDENT * len(blocks) + caught)
                continue
            lines.append(INDENT * len(blocks) + self.line(number) + self._ended(number))
            if enters(operation):
                blocks.append(operation.target)
        return [*lines, INDENT * len(blocks) + "pass"] if lines[-1].endswith(":") else lines

    def _leaving(self, number: int) -> str:
        """The error of its own with which a test leaves a block; none where it is the student's."""
        name, *given = [self._value(wire) for wire in self._steps[number][0].args] or ["None"]
        name = name.strip("'")
        raised = {a.error for _, a in self._steps[:number] if isinstance(a, Raised)}
        if not name.isidentifier() or name == "None" or name in raised:
            return ""
        return f"raise {name}({', '.join(given)})"

    def _ended(self, number: int) -> str:
        """What is said of a line in between that raises: whoever pastes it goes on after it."""
        answer = self._steps[number][1]
        if number in self.gave and isinstance(answer, Returned):
            return f"  # gives {value_text.text(argument_of(answer.value))}"
        if number == self._last or not isinstance(answer, Raised):
            return ""
        return f"  # raises {answer.error}"

    def _class_of_the_tests(self, number: int) -> list[str]:
        return class_made(self._steps, number)

    def _class_with_its_values(self, number: int, own: list[str]) -> list[str]:
        """Its lines, after those of the test's values that it uses."""
        scope = self._steps[number - 2][0].kwargs if is_a_scope(self._steps, number - 2) else {}
        plain = (n for n, wire in scope.items() if not isinstance(argument_of(wire), (Given, Ref)))
        return [*(f"{name} = {self._value(scope[name], name=name)}" for name in plain), *own]

    def line(self, number: int) -> str:
        operation = self._steps[number][0]
        if enters(operation) and isinstance(operation.target, int):
            name = self._names.get(number)
            return f"with {self._object(operation.target)}{f' as {name}' if name else ''}:"
        if operation.do == "fill":
            return "; ".join(self._fills(operation))
        if (changed := changed_files(operation)) and operation.target is None:
            return "; ".join(done_to_files(changed, self._value))
        if (asking := calling_back(self._steps, number)) is not None:
            return self._called_back(number, asking)
        if (made := changed_in_place(operation)) is not None:
            return self._in_place(number, made)
        text = self._altered(number) or self._set(operation) or self.expression(number)
        return f"{self._names[number]} = {text}" if number in self._names else text

    def _in_place(self, number: int, made: int) -> str:
        """`x += 1`: where another object came of it, by a name of its own, as far as x is used."""
        operation, old = self._steps[number][0], self._object(made)
        name = self._names.get(number, old)
        first = f"{name} = {old}; " if name != old else ""
        given = self._value(operation.args[1], True)
        return f"{first}{name} {IN_PLACE[operation.name or '']} {given}"

    def _called_back(self, number: int, asking: int) -> str:
        name = self._names[number]
        earlier = (n for n in self._names if n < number)
        if any(calling_back(self._steps, n) == asking for n in earlier):
            return f"# and with {name}"
        operation = self._steps[asking][0]
        given = map(argument_of, (*operation.args, *operation.kwargs.values()))
        own = [self._text(value) for value in given if isinstance(value, Given)]
        what = own[0] if len(own) == 1 else "what it is given"
        return f"{self.expression(asking)}  # calls {what} with {name}"

    def expression(self, number: int, inside: bool = False) -> str:
        """inside: it is a part of a larger one."""
        operation = self._steps[number][0]
        if self._class_of_the_tests(number):
            return str(argument_of(operation.args[1]))
        name = operation.name or ""
        if operation.target == "operator":
            given = [self._value(a, True) for a in operation.args]
            return operator_text.expression(name, given, inside)
        if operation.do in CALLS:
            ours = operation.target is None
            names = self._parameters.get(operation.name or "", ()) if ours else ()
            named = zip_longest(operation.args, names[: len(operation.args)], fillvalue="")
            given = [self._value(wire, name=name) for wire, name in named]
            if (operation.target, name, given[1:]) == ("builtins", "format", ["''"]):
                given.pop()  # Python's own, where an f-string says nothing of it
            given += [f"{k}={self._value(v, name=k)}" for k, v in operation.kwargs.items()]
            return f"{self._path(operation)}({', '.join(given)})"
        if operation.do == "items" and isinstance(operation.target, int):
            return self._walk(number, self._value(Ref(operation.target)))
        return self._path(operation)

    def _walk(self, number: int, walked: str) -> str:
        operation, answer = self._steps[number]
        if operation.args:
            return f"[next({walked}) for _ in range({argument_of(operation.args[0])})]"
        return f"{'iter' if begins_a_walk(operation, answer) else 'list'}({walked})"

    def _altered(self, number: int) -> str | None:
        """What a check did with an answer, or with an argument of a kept call: no line of Python
        does the same to a list, an array and a tensor."""
        operation, answer = self._steps[number]
        if operation.do != "alter" or not isinstance(operation.target, int):
            return None
        call = self._steps[operation.target][0]
        given = {str(place): wire for place, wire in enumerate(call.args)} | call.kwargs
        name = operation.name
        what = self._object(operation.target) if name is None else self._value(given[name])
        made = answer.value if isinstance(answer, Returned) else None
        return f"# every number in {what} is changed to {made}"

    def _set(self, operation: Operation) -> str | None:
        if operation.target not in PYTHONS:
            return None
        given = [self._value(a) for a in operation.args]
        attribute = argument_of(operation.args[1]) if len(given) > 1 else ""
        return operator_text.assignment(operation.name or "", given, attribute)

    def _fills(self, operation: Operation) -> Iterator[str]:
        """What a test puts into a dictionary for a while: os.environ['A'] = '1'."""
        name = f"{operation.target}." if operation.target else ""
        name += operation.name or ""
        values, clear, gone, _ = map(argument_of, operation.args)
        if clear:
            yield f"{name}.clear()"
        for key, value in values.items():
            yield f"{name}[{self._text(key)}] = {self._text(value)}"
        yield from (f"{name}.pop({self._text(key)}, None)" for key in gone)

    def _path(self, operation: Operation) -> str:
        name = operation.name or ""
        if operation.target is None or operation.target == "builtins":
            return name
        if isinstance(operation.target, str):
            return f"{operation.target.rpartition('.')[2]}.{name}"
        owner = self._object(operation.target)
        # What was printed is told by its stream, which is no attribute.
        return f"{owner}.{name}" if name and operation.do != "heard" else owner

    def _object(self, number: int) -> str:
        return self._names.get(number) or self.expression(number, inside=True)

    def _value(self, wire: Any, inside: bool = False, name: str = "") -> str:
        if (known := self._changed.name_of(wire)) is not None:
            return known
        # The same object each time: a value is known by what it is, and gets one name.
        if id(wire) not in self._read:
            self._read[id(wire)] = argument_of(wire)
        return self._text(self._read[id(wire)], inside, name)

    def _text(self, value: Any, inside: bool = False, name: str = "") -> str:
        if isinstance(value, Ref):
            made = value.operation
            return self._names.get(made) or self.expression(made, inside)
        if isinstance(value, (list, tuple)) and has_refs(value):
            items = ", ".join(self._text(item) for item in value)
            comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
            return f"[{items}]" if isinstance(value, list) else f"({items}{comma})"
        if isinstance(value, (set, frozenset)) and has_refs(value):
            items = ", ".join(self._text(item) for item in value)
            return f"{{{items}}}" if isinstance(value, set) else f"frozenset({{{items}}})"
        has_arrays = isinstance(value, dict) and any(hasattr(v, "shape") for v in value.values())
        if isinstance(value, dict) and (has_arrays or has_refs(value)):
            pairs = (f"{self._text(k)}: {self._text(v, name=str(k))}" for k, v in value.items())
            return f"{{{', '.join(pairs)}}}"
        shown = value_text.text(value)
        if "\n" not in shown and len(shown) <= MAX_VALUE and not hasattr(value, "shape"):
            return shown
        return self._named(value, name)

    def _named(self, value: Any, name: str) -> str:
        for known, one in self.values.items():
            if one is value:
                return known
        chosen = next(
            n for n in letters(name) if n not in self.values and not self._statements.is_taken(n)
        )
        self.values[chosen] = value
        return chosen


def letters(first: str) -> Iterator[str]:
    """Names for a value, the nicest first. first: the parameter's, where it is known."""
    if first.isidentifier():
        yield first
    yield from ascii_lowercase
    yield from (f"value_{number}" for number in count(1))
