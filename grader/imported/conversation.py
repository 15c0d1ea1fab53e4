"""A fake module's talk with a worker: what its tests ask, one operation at a time.

What comes back is never plainer than it was: a value crosses whole or stays there as an `Object`,
whose attributes, methods and operators are asked for in turn. An argument that the student's code
changed in place is changed here too. Whatever can't be kept true raises CannotCross.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, TypeGuard

from ..checks.proxy import Channel
from ..wire import kinds, messages
from ..wire.data import Given, Held, Map, Ref, Seq, Value, holds_object
from ..wire.folder_files import Changes
from ..wire.kinds import Row, is_changeable
from ..wire.messages import AROUND, Asks, Operation, Outcome, Question, Raised, Returned, WireError
from ..wire.texts import with_texts
from ..wire.values import from_wire, to_wire
from . import endings
from .callbacks import callback_for
from .dictionaries import Dictionaries
from .given import Things
from .guard import Guard
from .guarded_paths import guarded
from .object_classes import class_of_object
from .remote_errors import as_imported, error_of
from .remote_objects import Error, ErrorClass, Function, Later, Object
from .sent_classes import Source, source_of
from .shared_arguments import AskedTooMuch, CannotCross, Loans
from .shared_folder import SharedFolder, is_path
from .surroundings import STREAMS, Surroundings

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
        self.open = False
        self._loans = Loans()
        self.modules: dict[str, ModuleType] = {}
        self._things = Things(folder, self.modules)
        self._around = Surroundings()
        self._folder_shared: SharedFolder | None = None
        self.replaced: dict[str, Any] = {}
        self._objects: dict[int, Object] = {}
        self.refused: CannotCross | None = None
        self.methods: set[tuple[type[Object], str]] = set()
        self._asked = 0
        self._fetching = False
        self._failed: AssertionError | None = None
        self.dictionaries = Dictionaries(self, self._loans)
        # Of the case, by the id of a class of the test's: it, and what was made of it there.
        self._made: dict[int, tuple[Any, Object]] = {}

    def begin(self) -> None:
        """A new case: nothing of the last one is held any more."""
        self.open, self._loans, self._objects, self.refused = True, Loans(), {}, None
        self._things, self._failed = Things(self._folder, self.modules), None
        self.methods, self._asked, self.replaced = set(), 0, {}
        self._made = {}
        self._fetching = False
        self._folder_shared = None
        kinds.PATHS = _of_no_folder
        self.dictionaries = Dictionaries(self, self._loans)
        for error in self.errors.values():
            as_imported(error)
        self._around.begin(self._seed)
        self.guard.begin()

    def share(self, folder: Path) -> Path:
        """The test has a folder for files, of which the student's code gets a copy. Returns its
        path, for the test."""
        self._folder_shared = shared = SharedFolder(folder)
        self.guard.share(folder)
        kinds.PATHS = shared.named_here
        path: Path = guarded(folder, folder)
        return path

    def end(self) -> None:
        self.guard.end()
        self.open, kinds.PATHS = False, None
        self._around.end()

    def replace(self, name: str, *values: Any) -> None:
        """Gives a name of the student's module another value, as a test sees fit; none: its own
        again."""
        if not self.open:
            raise self.refuse(f"replaces {name} while the tests are collected")
        self._put(None, name, values)
        self.replaced = {n: v for n, v in self.replaced.items() if n != name}
        if values:
            self.replaced[name] = values[0]

    def settle(self) -> None:
        """Raises CannotCross where the case's body has done what a worker couldn't know of."""
        if self.refused is not None:
            raise self.refused
        self._loans.settle()

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
        self._follow()
        if not self._fetching and not self._things.asked:
            self._pass_on()
        wired = [self._wire(a) for a in args]
        named = {key: self._wire(a) for key, a in given.items()}
        if target == _UNREACHABLE:
            raise self.refuse(_PUT_IN)
        operation = Operation(do, target, name, wired, named, keep, faithful=True)
        if not self._fetching:
            self._loans.before(bool(self._objects), asking=self._things.asked)
        self._loans.lend([*args, *given.values()], [*wired, *named.values()])
        for module, changed, now in self._around.changes():
            self._put(module, changed, now)
        self._tell_files()
        number, outcome = self._run(operation)
        first = number
        while isinstance(outcome, Asks):
            number, outcome = self._run(self._told(outcome.question, number, first))
        if isinstance(outcome, Raised):
            if self._failed is not None and _is_bare_assertion(outcome):
                raise self._failed  # with what the student's code wasn't told
            raise self._error(outcome, number)
        assert isinstance(outcome, Returned)
        value = self._value(outcome.value, number)
        method = isinstance(outcome.value, Held) and outcome.value.types[:1] == ("method",)
        if method and do == "get" and not keep:
            return Function(self, target, name)
        self._borrow(value, outcome.value, number)
        if do == "get" and target is None and name is not None:
            self.dictionaries.fetched(value, name)
        return value

    def _pass_on(self) -> None:
        """What the test did to results is done to them where they came from."""
        recent = None if self._objects else MAX_PASSED_ON
        for number, done in self._loans.to_pass_on(recent):
            for method, args in done:
                wires = [self._wire(value) for value in args]
                self._loans.lend([None] * len(wires), wires)
                _, outcome = self._run(Operation("call", number, method, wires, faithful=True))
                if isinstance(outcome, Raised):
                    raise self.refuse("changes what the student's code returned")

    def _run(self, operation: Operation) -> tuple[int, Outcome]:
        """One message there and back, and what it changed of what both sides have."""
        self._asked += 1
        if self._asked > MAX_OPERATIONS:
            raise self.refuse(f"asks the student's code more than {MAX_OPERATIONS} times")
        with self._around.real(), self.guard.off():
            number, outcome = self._channel.run(operation)
        if operation.do not in AROUND:
            self._hear(number)
            if self._folder_shared is not None:
                self._folder_shared.apply(self._files({}, number))
        for lent, now in outcome.after:
            self._loans.give_back(lent, self._value(now, number))
        return number, outcome

    def _put(self, module: str | None, name: str, values: Sequence[Any]) -> None:
        """Tells the worker of a name that means something else now. Who replaces a stream hears
        what is written to it."""
        if module == "sys" and name in STREAMS:
            values = [True] * len(values)
        _, outcome = self._surround("set", module, name, values)
        if isinstance(outcome, Raised):
            raise self.refuse(f"replaces {name}, which can't be done there: {outcome.message}")

    def _hear(self, number: int) -> None:
        """What the student's code printed in an operation goes where the test reads it."""
        if any(self._around.is_replaced("sys", name) for name in STREAMS):
            _, outcome = self._run(Operation("heard", number, None, faithful=True))
            value = from_wire(outcome.value) if isinstance(outcome, Returned) else ()
            if (
                type(value) is not Row
                or len(value) != len(STREAMS)
                or any(type(text) is not str for text in value)
            ):
                raise WireError("texts that were not heard")
            self._around.heard(tuple(value))

    def around(self, do: str, target: str | None, name: str | None, values: Sequence[Any]) -> Any:
        """Does something around the student's code, and returns what came of it. Raises what that
        raises."""
        number, outcome = self._surround(do, target, name, values)
        if isinstance(outcome, Raised):
            raise self._error(outcome, number)
        assert isinstance(outcome, Returned)
        return from_wire(outcome.value)

    def _surround(
        self, do: str, target: str | None, name: str | None, values: Sequence[Any]
    ) -> tuple[int, Outcome]:
        wires = [self._wire(value) for value in values]
        self._loans.lend([*values], wires)
        return self._run(Operation(do, target, name, wires, faithful=True))

    def _follow(self) -> None:
        """Goes where the test went."""
        if (moved := self._around.moved()) is None:
            return
        shared, (place,) = self._folder_shared, moved
        name = shared.below(place) if shared is not None and place is not None else None
        if place is not None and name is None:
            raise self.refuse("changes to a folder that the student's code doesn't have")
        if shared is not None and shared.named and name is not None:
            raise self.refuse("changes to a folder after the student's code was given a path in it")
        self._tell_files()
        _, outcome = self._surround("move", None, None, [name])
        if isinstance(outcome, Raised):
            raise self.refuse(f"changes to a folder that isn't there: {outcome.message}")
        if shared is not None:
            shared.is_current = place is not None

    def _tell_files(self) -> None:
        files = None if self._folder_shared is None else self._folder_shared.changes()
        if files is not None:
            self._files(files)

    def _files(self, changed: Changes, after: int | None = None) -> Any:
        """Tells what the test has done to its files, and returns what was done to them there.
        after: the operation that may have done it."""
        wires = [to_wire(changed, exact=True)]
        self._loans.lend([None], wires)
        _, outcome = self._run(Operation("files", after, None, wires, faithful=True))
        return from_wire(outcome.value) if isinstance(outcome, Returned) else None

    def _seed(self, module: str, args: tuple[Any, ...]) -> None:
        self._surround("seed", module, None, args)

    def _told(self, question: Question, number: int, call: int) -> Operation:
        """The answer, where answers aren't asked for without end."""
        try:
            answer = self._answer(question, number, call)
            self._things.bounds.answered(len(messages.encode(answer)))
        except AskedTooMuch as much:
            self.refused = self.refused or much  # a bare `except:` of the test's swallows it
            raise
        return answer

    def _answer(self, question: Question, number: int, call: int) -> Operation:
        """What the test's function or object does, asked by operation `number`, in the middle of
        operation `call`."""
        try:
            args, kwargs = self._asked_with(question, number)
            value = self._things.answer(question, args, kwargs)
            wire = self._wire(value)
        except (Exception, *endings.CROSSING) as error:
            return self._raising(error, question, call)
        self._loans.lend([value], [wire])
        to: dict[str, Value] = {"to": messages.digest(question)}
        return Operation("answer", call, None, [wire], to, faithful=True)

    def _asked_with(self, question: Question, number: int) -> tuple[list[Any], dict[str, Any]]:
        """A question's arguments. What stayed there is fetched, one by one."""

        def fetched(place: int, wire: Value) -> Any:
            if holds_object(wire) and not isinstance(wire, Ref):
                # Nothing of the test's has run since it was last looked at what it changed.
                self._fetching = True
                try:
                    return self.ask("call", "operator", "getitem", (every, place))
                finally:
                    self._fetching = False
            value = self._value(wire, number)
            self._borrow(value, wire)
            return value

        every = class_of_object(("tuple",), ())(self, number)
        wires = [*question.args, *question.kwargs.values()]
        values = [fetched(place, wire) for place, wire in enumerate(wires)]
        count = len(question.args)
        return values[:count], dict(zip(question.kwargs, values[count:], strict=True))

    def _raising(self, error: BaseException, question: Question, call: int) -> Operation:
        """The answer where the test's function raised."""
        if type(error).__module__.startswith("grader.") and not isinstance(error, Error):
            raise error  # it is about the talk itself
        if _is_its_own_check(error):
            self._failed = self._failed or error
        parts = [*map(self._wire, self.told_of(error))]
        self._loans.lend([None] * len(parts), parts)
        to: dict[str, Value] = {"to": messages.digest(question)}
        return Operation("answer", call, "raise", parts, to, faithful=True)

    def told_of(self, error: BaseException) -> tuple[Any, ...]:
        """An error that reaches the student's code: its class's name and its arguments, or what
        stayed there of one of theirs."""
        kind = type(error)
        if isinstance(error, Error):
            return (class_of_object((kind.__name__,), ())(self, error._number),)
        if _is_its_own_check(error):
            return (kind.__name__,)  # its text says what is expected
        if kind is io.UnsupportedOperation:
            return ("OSError", *error.args)
        if (sent := self._sent(kind)) is not None:
            return (self.ask("call", sent._number, None, error.args, keep=True),)
        if kind.__module__ != "builtins":
            raise self.refuse(f"raises a {kind.__name__} where the student's code meets it")
        return (kind.__name__, *error.args)

    def made_of(self, kind: Any, source: Source) -> Object:
        """A class of the test's, as it is made over there: once in a case."""
        if id(kind) not in self._made:
            space = self.ask("call", "builtins", "dict", (), source.uses, keep=True)
            self.ask("call", "builtins", "exec", (source.text, space))
            got = self.ask("call", "operator", "getitem", (space, source.name), keep=True)
            self._made[id(kind)] = kind, got
        return self._made[id(kind)][1]

    def _sent(self, kind: Any) -> Object | None:
        """An exception class of the tests' own, as it is made over there; None for another."""
        if not (isinstance(kind, type) and issubclass(kind, Exception)):
            return None
        if isinstance(kind, ErrorClass) or (module := self._things.module_of(kind)) is None:
            return None
        if (source := source_of(kind, module)) is None:
            return None
        return self.made_of(kind, source)

    def call_builtin(self, function: str, *args: Any) -> Any:
        """A function of `builtins` or `operator`, called over there."""
        module = "builtins" if hasattr(builtins, function) else "operator"
        return self.ask("call", module, function, args)

    def held(self, name: str) -> Object:
        """A name of the student's module as an Object, whatever it is."""
        found: Object = self.ask("get", None, name, keep=True)
        return found

    def _value(self, wire: Value, number: int) -> Any:
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

        if self._folder_shared is not None:
            wire = with_texts(wire, self._folder_shared.named_here)
        # As Python keeps such a text once where it is written out, tests ask whether it `is` that.
        if type(wire) is str and wire.isascii() and wire.replace("_", "0").isalnum():
            return sys.intern(wire)
        return from_wire(wire, hold)

    def _borrow(self, value: Any, wire: Value, number: int | None = None) -> None:
        """Remembers what came, as it is here."""
        if self._folder_shared is not None:
            wire = with_texts(wire, self._folder_shared.named_here)
        self._loans.borrow(value, wire, number)

    def _error(self, raised: Raised, number: int) -> BaseException:
        args = None
        if raised.args is not None:
            args = tuple(self._value(a, number) for a in raised.args)
        if (own := self._own_error(raised, number, args)) is not None:
            return own
        known = [
            self.errors[short]
            for name in raised.types
            if (short := name.rpartition(".")[2]) in self.errors
        ]
        return error_of(self, raised, number, args, known)

    def _own_error(
        self, raised: Raised, number: int, args: tuple[Any, ...] | None
    ) -> BaseException | None:
        """The test's own exception, where what was raised is of a class that it sent over."""
        for kind, held in self._made.values():
            if isinstance(kind, ErrorClass) or not isinstance(kind, type):
                continue
            if kind.__name__ != raised.error or args is None:
                continue
            there = class_of_object((raised.error,), ())(self, number)
            if self.call_builtin("isinstance", there, held):
                error: Any = kind.__new__(kind, *args)
                with contextlib.suppress(Exception):
                    error.__init__(*args)
                error.args, error.raised = args, raised
                return error  # type: ignore[no-any-return]  # of a class of the test's
        return None

    def _wire(self, value: Any) -> Value:
        """An argument as it crosses. Raises CannotCross for what can't."""
        if isinstance(value, Object):
            if value._number == _UNREACHABLE:
                raise self.refuse(_PUT_IN)
            return Ref(value._number)
        if isinstance(value, (Function, ErrorClass)):
            return self._wire(value._held())
        if isinstance(value, Error):
            return Ref(value._number)
        if isinstance(value, Later):
            name = object.__getattribute__(value, "_name")
            raise self.refuse(f"keeps {name} from before the test")
        kind = type(value)
        if kind in (list, tuple):
            return Seq(kind.__name__, [self._wire(item) for item in value])
        if kind is dict:
            return Map([(self._wire(k), self._wire(v)) for k, v in value.items()])
        if kind in _PLAIN:
            plain = to_wire(value, exact=True)
            if isinstance(plain, Held):
                self.refused = self.refused or AskedTooMuch(_TOO_LONG)
                raise self.refused
            return plain
        if self._folder_shared is not None and is_path(value):
            value = self._folder_shared.named_there(value)
            if self._folder_shared.is_current and self._folder_shared.named:
                raise self.refuse("passes a path in the folder that it has changed to")
        if (sent := self._sent(value)) is not None:
            return Ref(sent._number)
        if isinstance(value, Exception) and (sent := self._sent(kind)) is not None:
            made = self.ask("call", sent._number, None, value.args, keep=True)
            return Ref(made._number)
        value = callback_for(value) or value
        if (given := self._things.given(value)) is not None:
            return given
        wire = to_wire(value, exact=True)
        degraded = isinstance(value, (list, tuple)) or is_changeable(kind) or holds_object(wire)
        if degraded:
            raise self.refuse(_why_not(value))
        return wire


def _is_its_own_check(error: BaseException) -> TypeGuard[AssertionError]:
    """Whether it is an assertion of the test's that failed."""
    return isinstance(error, AssertionError) and not hasattr(error, "raised")


def _of_no_folder(path: Any) -> Any:
    return guarded(path, None)


def _is_bare_assertion(raised: Raised) -> bool:
    return raised.types[:1] == ("AssertionError",) and not raised.args


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
