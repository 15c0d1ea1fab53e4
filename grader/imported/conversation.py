"""A fake module's talk with a worker: what its tests ask, one operation at a time.

What comes back is never plainer than it was: a value crosses whole or stays there as an `Object`,
whose attributes, methods and operators are asked for in turn. An argument that the student's code
changed in place is changed here too. Whatever can't be kept true raises CannotCross.
"""

from __future__ import annotations

import builtins
import contextlib
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from ..checks.channel import Channel
from ..wire import kinds, messages
from ..wire.data import Given, Held, Map, Ref, Seq, Value, holds_object
from ..wire.kinds import is_changeable
from ..wire.messages import Asks, Interlinked, Operation, Outcome, Raised, Returned
from ..wire.one_object import tied
from ..wire.values import from_wire, to_wire
from . import causes
from .around import Around
from .dictionaries import Dictionaries
from .generators import can_follow, is_generator
from .given import Things
from .guard import Guard
from .later import MOST_CALLS, Later, made_now, made_now_all
from .object_classes import class_of_object
from .own_classes import OwnClasses
from .questions import Questions
from .remote_errors import as_imported, error_of
from .remote_objects import Error, ErrorClass, Function, Object, has_theirs
from .sent_classes import Source
from .shared_arguments import AskedTooMuch, CannotCross, Loans

# In one test. Each is a message there and back, and recorded.
MAX_OPERATIONS = 5_000
# Results that are looked at again before each operation, while no object may have kept one.
MAX_PASSED_ON = 32
# Of an object inside a value: under an operation's number there is what it returned.
_UNREACHABLE = -1
_TOO_LONG = (
    f"the test passes or compares with a number of more than {kinds.MAX_DIGITS * 9 // 10:,} digits"
)
_PUT_IN = "uses an object that the student's code made and put into one of its values"
_PLAIN = (int, float, bool, type(None))


class Conversation:
    """One stand-in's talk with a worker, a case at a time."""

    def __init__(self, channel: Channel, folder: Path) -> None:
        """folder: where the tests' files lie."""
        self._channel = channel
        self._folder = folder
        self.guard = Guard(folder, self.refuse)
        self.errors: dict[str, type[Error]] = {}
        self.classes: set[str] = set()
        self.modules: dict[str, ModuleType] = {}
        self.outside = Around(self)
        self.causes: tuple[str, ...] = ()  # what tests ask for of exceptions, besides themselves
        self.open = False
        self.collecting = True
        self._called_early: list[Later] = []
        self._forget()

    def _forget(self) -> None:
        """Nothing of the last case is held any more."""
        self.refused: CannotCross | None = None
        self.methods: set[tuple[type[Object], str]] = set()
        self.made_later: dict[Later, Callable[[], Any]] = {}
        self._asked = 0
        self._passed_on = 0
        self._objects: dict[int, Object] = {}
        self._loans = Loans.latest = Loans()
        self.dictionaries = Dictionaries(self, self._loans)
        self._things = Things(self._folder, self.modules)
        self._questions = Questions(self, self._things)
        self._own = OwnClasses(self, self._things)

    def begin(self) -> None:
        """A new case."""
        self._forget()
        self.open = True
        for error in self.errors.values():
            as_imported(error)
        self.outside.begin()
        self.guard.begin()

    def share(self, folder: Path) -> Path:
        """The test has a folder for files, of which the student's code gets a copy. Returns its
        path, for the test."""
        path = self.outside.share(folder)
        self.guard.share(folder)
        return path

    def end(self) -> None:
        self.guard.end()
        self.open = False
        self.outside.end()

    def settle(self) -> None:
        """Raises CannotCross where the case's body has done what a worker couldn't know of."""
        if self.refused is not None:
            raise self.refused
        self._loans.settle(constants=bool(self.dictionaries.that_change()))

    def refuse(self, why: str) -> CannotCross:
        """The error for something that can't cross. Kept too: a bare `except:` swallows it."""
        self.refused = self.refused or CannotCross(why)
        return self.refused

    def ask(
        self,
        do: str,
        target: int | str | None,
        name: str | None,
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
        keep: bool = False,
    ) -> Any:
        """One operation. Returns its value, or raises what the student's code raised."""
        if not self.open:
            asked = name or "it"
            raise self.refuse(f"uses {asked} while the tests are collected, outside of any test")
        given = kwargs or {}
        self.outside.follow()
        if not self._questions.fetching and not self._things.asked:
            self._pass_on()
        wired = [self.wire(a) for a in args]
        named = {key: self.wire(a) for key, a in given.items()}
        if target == _UNREACHABLE:
            raise self.refuse(_PUT_IN)
        operation = Operation(do, target, name, wired, named, keep, faithful=True)
        if not self._questions.fetching:
            self._loans.before(bool(self._objects), asking=self._things.asked)
        self.outside.tell()
        number, outcome = self._answered(*self.send(operation, [*args, *given.values()]))
        if isinstance(outcome, Raised):
            raise self._questions.failed_in(outcome) or self._error_from(outcome, number)
        assert isinstance(outcome, Returned)
        return self._returned(operation, outcome, number)

    def _pass_on(self) -> None:
        """What the test did to results is done to them where they came from."""
        recent = None if self._objects else MAX_PASSED_ON
        asked = self._passed_on
        for number, done in self._loans.to_pass_on(recent):
            for method, args in done:
                wires = [self.wire(value) for value in args]
                changes = Operation("call", number, method, wires, faithful=True)
                self._passed_on += 1
                _, outcome = self.send(changes, [None] * len(wires))
                if isinstance(outcome, Raised):
                    raise self.refuse("changes what the student's code returned")
        for numbers, now, same in self._loans.changed_by_test(recent):
            self._change(None, [numbers, now, same])
        for number, now, same in self._loans.changed_results(recent):
            self._change(number, [[], now, same])
        if self._passed_on > asked:
            self.dictionaries.follow()  # what was changed may be one of the file's

    def _change(self, target: int | None, given: list[Any]) -> None:
        """Has a value over there become what the test made of it."""
        wires = [self.wire(value) for value in given]
        self._passed_on += 1
        _, outcome = self.send(Operation("change", target, None, wires, faithful=True))
        if isinstance(outcome, Raised):
            raise self.refuse("changes a value after the student's code was given it")

    def send(self, operation: Operation, values: Sequence[Any] = ()) -> tuple[int, Outcome]:
        """One message there and back, and what it changed of what both sides have. values: what
        its arguments were here, in a list of its own, as it is counted who else has them."""
        named = {} if operation.do == "answer" else operation.kwargs  # an answer's says to what
        if operation.do != "change":
            wires = [*operation.args, *named.values()]
            self._loans.lend(values, [*map(self.outside.named_here, wires)])
            self._asked += 1
        if self._asked > MAX_OPERATIONS:
            raise self.refuse(f"asks the student's code more than {MAX_OPERATIONS} times")
        with self.outside.real(), self.guard.off():
            number, outcome = self._channel.run(operation)
        self.outside.hear(operation, number)
        self._loans.were_given_to(number)
        if outcome.after and isinstance(outcome, Returned) and isinstance(outcome.value, Held):
            self.value(outcome.value, number)  # it may have put itself into what it was given
        self._loans.give_back(outcome.after, number, self.value)
        return number, outcome

    def _answered(self, number: int, outcome: Outcome) -> tuple[int, Outcome]:
        """What comes of an operation in the end, when all is answered that is asked meanwhile."""
        first = number
        while isinstance(outcome, Asks):
            try:
                answer, values = self._questions.answer(outcome.question, number, first)
            except AskedTooMuch as much:
                self.refused = self.refused or much  # a bare `except:` of the test's swallows it
                raise
            number, outcome = self.send(answer, [*values])
        return number, outcome

    def _returned(self, operation: Operation, outcome: Returned, number: int) -> Any:
        """What an operation gives to the test."""
        wire = outcome.value
        value = self.value(wire, number)
        if isinstance(outcome, Interlinked):
            value = tied(value, wire, outcome.same)
        is_get = operation.do == "get"
        is_method = isinstance(wire, Held) and wire.types[:1] == ("method",)
        if is_method and is_get and not operation.keep:
            return Function(self, operation.target, operation.name)
        if operation.do == "plain":
            return value  # it is judged and let go: no test has it to change
        self.borrow(value, wire, number)
        if is_get and operation.target is None and operation.name is not None:
            self.dictionaries.fetched(value, operation.name)
        return value

    def do_around(
        self, do: str, module: str | None, name: str | None, values: Sequence[Any]
    ) -> Any:
        """Does something around the student's code, and returns what came of it. Raises what that
        raises."""
        number, outcome = self.outside.do(do, module, name, values)
        if isinstance(outcome, Raised):
            raise self._error(outcome, number)
        assert isinstance(outcome, Returned)
        return from_wire(outcome.value)

    def made_of(self, kind: Any, source: Source) -> Object:
        return self._own.made_of(kind, source)

    def later(self, name: str, make: Callable[[], Any]) -> Later:
        return Later(self, name, make)

    def call_later(
        self,
        name: str,
        called: Callable[[], Any],
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
    ) -> Any:
        """What a call gives that is made before a case has begun: in each case anew."""
        if not self.collecting or len(self._called_early) == MOST_CALLS:
            raise self.refuse(f"uses {name} while the tests are collected, outside of any test")

        def make() -> Any:
            function = called()
            given, named = made_now_all(args, kwargs)
            return function(*given, **named)

        self._called_early.append(Later(self, f"{name}()", make))
        return self._called_early[-1]

    def call_early(self) -> None:
        """Makes the calls that tests made before any case: one may have changed what another
        gives."""
        for later in self._called_early:
            with contextlib.suppress(Exception):  # for whoever uses what it gives
                made_now(later)

    def is_tests(self, file: str) -> bool:
        """Whether it is a file of the tests."""
        return Path(file).parent == self._folder

    def cause_of(self, number: int, name: str) -> Any:
        return causes.one(self, number, name, self._error)

    def told_of(self, error: BaseException) -> tuple[Any, ...]:
        return self._own.told_of(error)

    def call_builtin(self, function: str, *args: Any) -> Any:
        """A function of `builtins` or `operator`, called over there."""
        module = "builtins" if hasattr(builtins, function) else "operator"
        return self.ask("call", module, function, args)

    def held(self, name: str) -> Object:
        """A name of the student's module as an Object, whatever it is."""
        found: Object = self.ask("get", None, name, keep=True)
        return found

    def value(self, wire: Value, number: int) -> Any:
        """What came with operation `number`, as the test gets it."""

        def hold(held: Held | Given | Ref) -> Any:
            if isinstance(held, Given):
                return self._things.value(held)
            if isinstance(held, Held):
                kind = class_of_object(held.types, held.methods)
                if held is not wire:
                    return kind(self, _UNREACHABLE)
                if number not in self._objects:
                    self._objects[number] = kind(self, number)
                return self._objects[number]
            if held.operation not in self._objects:
                raise messages.WireError("a reference to nothing that is held")
            return self._objects[held.operation]

        wire = self.outside.named_here(wire)
        # As Python keeps such a text once where it is written out, tests ask whether it `is` that.
        if type(wire) is str and wire.isascii() and wire.replace("_", "0").isalnum():
            return sys.intern(wire)
        return from_wire(wire, hold)

    def borrow(self, value: Any, wire: Value, number: int | None = None) -> None:
        """Remembers what came, as it is here."""
        self._loans.borrow(value, self.outside.named_here(wire), number)

    def _error_from(self, raised: Raised, number: int) -> BaseException:
        """An exception as the test gets it, with what it was raised from where tests ask that."""
        error = self._error(raised, number)
        if self.causes and not isinstance(error, Error):
            causes.fetch(self, error, number, self._error)
        return error

    def _error(self, raised: Raised, number: int) -> BaseException:
        args = None
        if raised.args is not None:
            args = tuple(self.value(a, number) for a in raised.args)
        if (own := self._own.raised(raised, number, args)) is not None:
            return own
        known = [
            self.errors[short]
            for name in raised.types
            if (short := name.rpartition(".")[2]) in self.errors
        ]
        return error_of(self, raised, number, args, known)

    def wire(self, value: Any) -> Value:
        """An argument as it crosses. Raises CannotCross for what can't."""
        if isinstance(value, (Object, Error)):
            if value._number == _UNREACHABLE and isinstance(value, Object):
                raise self.refuse(_PUT_IN)
            return Ref(value._number)
        if isinstance(value, (Function, ErrorClass)):
            return self.wire(value._held())
        if isinstance(value, Later):
            return self.wire(made_now(value))
        kind = type(value)
        if kind in (list, tuple) or (kind in (set, frozenset) and has_theirs(value)):
            return Seq(kind.__name__, [self.wire(item) for item in value])
        if kind is dict:
            return Map([(self.wire(k), self.wire(v)) for k, v in value.items()])
        if kind in _PLAIN:
            return self._number(value)
        return self._of_a_class(self.outside.named_there(value))

    def _number(self, value: float | None) -> Value:
        plain = to_wire(value, exact=True)
        if isinstance(plain, Held):
            self.refused = self.refused or AskedTooMuch(_TOO_LONG)
            raise self.refused
        return plain

    def _of_a_class(self, value: Any) -> Value:
        """A value that may be of any class besides those that `wire` knows."""
        if (sent := self._own.sent(value)) is not None:
            return Ref(sent._number)
        if (given := self._things.given(value)) is not None:
            return given
        if is_generator(value) and not can_follow(value):
            raise self.refuse(
                f"passes a {type(value).__name__} of a kind that can't follow its copy"
            )
        wire = to_wire(value, exact=True)
        changeable = isinstance(value, (list, tuple)) or is_changeable(type(value))
        if changeable or holds_object(wire):
            raise self.refuse(_why_not(value))
        return wire


def _why_not(value: Any) -> str:
    if isinstance(value, type):
        return f"passes the class {value.__name__} to the student's code"
    if callable(value):
        return (
            "passes a function of a library's to the student's code, which would have to call back"
        )
    if hasattr(value, "__next__"):
        return (
            f"passes a {type(value).__name__} to the student's code, which takes it piece by piece"
        )
    if hasattr(value, "read") or hasattr(value, "write"):
        return "passes an open file to the student's code"
    return f"passes a {type(value).__name__} to the student's code"
