"""What `student` and `reference` are in a check: modules whose calls cross to a worker.

`student.conv2d(x, k)` runs in the worker and comes back as a value. What can't cross (an nn.Module,
a generator) comes back as a Handle, whose attributes, methods and items can be asked for in turn.
Knows nothing about processes: a Channel does the carrying.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from ..wire.data import Array, Given, Held, Map, Ref, Seq, Value, holds_object
from ..wire.kinds import MAX_ITEMS, Record
from ..wire.messages import Interlinked, Operation, Raised, Returned
from ..wire.names import IN_PLACE
from ..wire.one_object import tied
from ..wire.values import from_wire, to_wire
from .arguments import argument
from .channel import ChecksChannel, student_error
from .in_step import InStep
from .notes import note
from .parts import Way, ask_parts_too, given_back
from .special_methods import SpecialMethods, is_a_checks, private

# Items of an iterator that are asked for one by one.
MAX_SINGLE = 100


@dataclass(frozen=True, slots=True)
class Observed:
    """One call and what it did: `changed` and `shares` name arguments by index or keyword;
    `calls` counts the functions that the exercise's rules ask to be called; `asked` holds, for each
    Callback among the arguments, what it was called with."""

    value: Any
    changed: tuple[str, ...]
    shares: tuple[str, ...]
    calls: dict[str, int]
    asked: tuple[Any, ...] = ()


class _Asker:
    """Turns Python calls into operations on one target of a channel."""

    __slots__ = ("_channel", "_target")

    def __init__(self, channel: ChecksChannel, target: int | str | None) -> None:
        self._channel = channel
        self._target = target

    def _ask(
        self,
        do: str,
        name: str | None,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
        keep: bool = False,
    ) -> Observed:
        wired = {key: self._argument(value) for key, value in (kwargs or {}).items()}
        given = [self._argument(value) for value in args]
        operation = Operation(do, self._target, name, given, wired, keep)
        in_step = self._channel.in_step = self._channel.in_step or InStep()
        in_step.pass_on(self._passed_on)
        in_step.gave(operation, (*args, *(kwargs or {}).values()))
        number, outcome = self._run(operation)
        value = from_wire(outcome.value, self._holder(operation, number))
        if _is_matrix(outcome.value) and not asks_reference(self):
            note(_MATRIX)
        if isinstance(outcome, Interlinked):
            value = tied(value, outcome.value, outcome.same)
        if isinstance(outcome.value, HAVE_PARTS):
            ask_parts_too(value, Way(lambda: Handle(self._channel, number, ()), in_step))
        in_step.took(operation, number, value)
        asked = tuple(from_wire(made) for made in outcome.asked)
        return Observed(value, outcome.changed, outcome.shares, outcome.calls, asked)

    def _argument(self, value: Any) -> Value:
        return argument(given_back(value, self._channel))

    def _passed_on(self, operation: Operation) -> int:
        assert self._channel.in_step is not None
        self._channel.in_step.gave(operation, ())
        return self._run(operation)[0]

    def _run(self, operation: Operation) -> tuple[int, Returned]:
        number, outcome = self._channel.run(operation)
        if isinstance(outcome, Raised):
            raise student_error(outcome, self._channel, number)
        return number, outcome

    def _holder(self, operation: Operation, number: int) -> Any:
        def hold(held: Held | Given | Ref) -> Any:
            if isinstance(held, Held):
                return Handle(self._channel, number, held.types)
            # The very object that was asked, which nothing else answers with.
            entered = operation.name == "__enter__"
            in_place = operation.target == "operator" and operation.name in IN_PLACE
            of = operation.target if entered else operation.args[0] if in_place else None
            if isinstance(held, Ref) and of in (held, held.operation):
                return Handle(self._channel, held.operation, ())
            return None

        return hold


_MATRIX = (
    "The answer is a np.matrix, whose * is a product of matrices and whose rows are matrices "
    "again: np.asarray(x) is an array of it."
)


def _is_matrix(value: Value) -> bool:
    """Whether an array that crossed is of the class whose operators mean something else."""
    if isinstance(value, Seq):
        return any(map(_is_matrix, value.items[:MAX_SINGLE]))
    return isinstance(value, Array) and value.kind == "matrix"


# What an answer's records stand in, where they are objects that stayed over there.
HAVE_PARTS = (Seq, Map)


def asks_reference(asker: _Asker) -> bool:
    """Whether it is a reference's, and what it answers none of the student's answers."""
    return bool(getattr(asker._channel, "ours", False))


class Function(_Asker):
    """A function of a module, or a method of a handle."""

    __slots__ = ("_name",)

    def __init__(self, channel: ChecksChannel, target: int | str | None, name: str | None) -> None:
        """name: None where the target itself is called."""
        super().__init__(channel, target)
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("call", self._name, args, kwargs).value

    def __getattr__(self, name: str) -> Any:
        """What a class of the file has: student.Account.of_text(line), student.Account.rate."""
        if self.name_in_file is None or name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self._ask("get", self._name).value, name)

    def hold(self, *args: Any, **kwargs: Any) -> Handle:
        """The call's result as a Handle, even where its value could cross."""
        handle: Handle = self._ask("call", self._name, args, kwargs, keep=True).value
        return handle

    def __instancecheck__(self, value: object) -> bool:
        """isinstance(x, student.Clock): whether one of an object's classes has that name. Whatever
        the file's class says of it."""
        if isinstance(value, Record):
            return value._name == self._name
        names = [of.rpartition(".")[2] for of in getattr(value, "types", ())]
        return isinstance(value, Handle) and self._name in names

    @property
    def name_in_file(self) -> str | None:
        """What it is called in the file; None where it is no name of the file's."""
        return self._name if self._target is None else None

    def observe(self, *args: Any, **kwargs: Any) -> Observed:
        """The call, and what it did besides returning."""
        return self._ask("observe", self._name, args, kwargs)


# Classes of what an object has to be called.
_IS_CALLED = frozenset({"method", "function", "builtin_function_or_method"})


class Handle(_Asker, SpecialMethods):
    """Something that stayed in the worker. `types` are its classes' qualified names.

    Attributes, methods and items are asked for as of any object: `x.size`, `x.size = 3`,
    `x.push(3)`, `x[1]`, `len(x)`, `2 in x`, `x + y`, `x += y`, `x < y`, `str(x)`, `for item in
    x`, `with x:`, `hash(x)`, `repr(x)`, `f"{x}"`. An error of Python's own that leaves a `with`
    block is told to `__exit__`, a failed assertion isn't. `==` and `!=` are Python's between two
    objects of the student's, and between one and a value; one of theirs and one of the
    reference's are compared as what they are made of. `is` and `type(x)` would see what stands
    for the object: `student.lib("operator").is_(x, y)` asks whether both are one, and `is_a` for
    its class. An attribute that is called like one of the methods below, as a list node's `value`
    is, is `x.hold("value").value()`.
    """

    __slots__ = ("types",)

    def __init__(
        self, channel: ChecksChannel, target: int | str | None, types: tuple[str, ...]
    ) -> None:
        super().__init__(channel, target)
        self.types = types

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # private, and what pretty-printers ask for
            if is_a_checks(sys._getframe(1)):
                raise TypeError(private(name))
            raise AttributeError(name)
        return self._ask("get", name).value

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _HANDLES_OWN:
            object.__setattr__(self, name, value)
        else:
            Function(self._channel, "builtins", "setattr")(self, name, value)

    def __delattr__(self, name: str) -> None:
        Function(self._channel, "builtins", "delattr")(self, name)

    def hold(self, *args: Any, **kwargs: Any) -> Handle:
        """hold(name): the attribute as a Handle even where its value could cross (to see it
        change). Of a method, its call's result: queue.items.hold(5). Raises TypeError for a name
        that is none."""
        if _IS_CALLED.isdisjoint(self.types):
            if kwargs or len(args) != 1 or not isinstance(args[0], str):
                said = ", ".join(map(repr, args)) or "nothing"
                raise TypeError(f"hold takes an attribute's name, got {said}")
            handle: Handle = self._ask("get", args[0], keep=True).value
        else:
            handle = self._ask("call", None, args, kwargs, keep=True).value
        return handle

    def value(self) -> Any:
        """The value of a held object as it is now; a Handle where it can't cross."""
        return self._ask("get", None).value

    def alter(self, argument: str | None = None) -> int | None:
        """Changes what is held in place, or an argument of the held call, by index or keyword:
        every number in it becomes the one that is returned. None where nothing can be changed."""
        number: int | None = self._ask("alter", argument).value
        return number

    def record(self) -> Any:
        """What the object is made of, as it is now: its class's name and its fields (or its value,
        where it has one). A Handle where it is more than that."""
        return self._ask("record", None).value

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("call", None, args, kwargs).value

    def __iter__(self) -> Iterator[Any]:
        items = self._ask("items", None).value
        return self._one_by_one() if isinstance(items, Handle) else iter(items)

    def _one_by_one(self) -> Iterator[Any]:
        """The items of an object that is its own iterator: a loop that ends takes no more of them
        than it saw. After many, all that are left."""
        for _ in range(MAX_SINGLE):
            try:
                item = Function(self._channel, "builtins", "next")(self)
            except StopIteration:
                return
            yield item
        yield from self._ask("items", None, (MAX_ITEMS,)).value

    def is_a(self, qualified_name: str) -> bool:
        """Whether one of its classes has this name, with its module: "torch.nn.Conv2d"."""
        return qualified_name in self.types

    def __enter__(self) -> Any:
        return self._or_self(self._ask("call", "__enter__").value)

    def __exit__(self, kind: object, error: object, *_: object) -> bool:
        told = _of_an_error(error)
        hides = self._ask("call", "__exit__", told or (None, None, None)).value
        return bool(told and hides)

    def _there(self, module: str, function: str, *args: Any) -> Any:
        return Function(self._channel, module, function)(*args)

    def _kept(self, module: str, function: str, *args: Any) -> Handle:
        return Function(self._channel, module, function).hold(*args)

    def _own(self, method: str, *args: Any) -> Any:
        return self._ask("call", method, args).value

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise TypeError("an object of the student's is no array")


def _of_an_error(error: object) -> tuple[Any, ...]:
    """What an object hears of an error that leaves its `with` block: one of Python's own, by its
    name and arguments. Of no failed assertion, which none may hide."""
    kind = type(error)
    pythons = vars(builtins).get(kind.__name__) is kind and isinstance(error, Exception)
    if not pythons or isinstance(error, AssertionError):
        return ()
    wires = [to_wire(arg) for arg in cast("Exception", error).args]
    return () if any(map(holds_object, wires)) else (kind.__name__, *cast("Exception", error).args)


_HANDLES_OWN = frozenset((*_Asker.__slots__, *Handle.__slots__))


def called(function: object) -> Function:
    """What an assertion is to call, where it was given that: student.f, or account.undo, which
    stayed over there as any object does. Raises TypeError for what nobody can call."""
    if isinstance(function, Handle):
        return Function(function._channel, function._target, None)
    if callable(function):
        return cast("Function", function)
    raise TypeError(
        f"expected what is called, as student.f or account.undo, got {type(function).__name__} "
        "(of an attribute, account.hold(name) keeps what it is now)"
    )


class Library(_Asker):
    """A library in the worker: its functions are called there, so what they make stays there."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):  # private, and what pretty-printers ask for
            raise AttributeError(name)
        return Function(self._channel, self._target, name)


class Module(Library):
    """A submission or a reference, seen from a check."""

    __slots__ = ()

    def __init__(self, channel: ChecksChannel) -> None:
        super().__init__(channel, None)

    def lib(self, module: str) -> Library:
        """A library module in the worker: student.lib("torch.nn"). It is one that the exercise
        requires, or builtins, operator or itertools."""
        return Library(self._channel, module)

    def constant(self, name: str) -> Any:
        """A value at the module's top level that is not a function."""
        return self._ask("get", name).value
