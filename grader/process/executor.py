"""Carries out operations on a loaded module: decode, call, look what changed, encode.

Runs in the worker, next to the student's code, and trusts none of it: a result is turned into
plain data at once. Knows nothing about processes or the wire's frames.
"""

from __future__ import annotations

import contextlib
import importlib
import types
from _thread import RLock
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from ..wire import counted, messages
from ..wire.data import Array, Given, Held, Map, Ref, Seq, TensorData, Value, holds_object
from ..wire.encode import is_pythons, types_of
from ..wire.endless import MOST, is_endless
from ..wire.kinds import is_changeable, taken
from ..wire.live_arguments import callback_of, without_states
from ..wire.messages import CALLS, Asks, Operation, Outcome, Question, Raised, Returned
from ..wire.names import IN_PLACE, SPECIAL
from ..wire.one_object import linked
from ..wire.sparse import sparse_of
from ..wire.tables import is_whole, table_of
from ..wire.texts import FolderNames, with_texts
from ..wire.values import PLAIN, from_wire, to_wire
from . import around, iterating
from .altering import alter, share_memory
from .given import Things
from .lent import Lent
from .object_sets import is_a_set_of_objects
from .programs import Interaction
from .raised_by import Forbidden, error_told, is_of, left_by, raised, without_frames

_WAITS = ("Waits", ("Exception",), "it asks something of the test's, and waits")
MAX_NEST = 38
# Of containers, by id(): what each is as it crosses (None: it is looked at just now), how many
# values that has, and how deep it was in others.
Seen = dict[int, tuple[Value | None, int, int]]
# What a class of the student's own may be derived from and still be a plain value.
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.items()))
_PLAIN = (str, bytes, int, float, complex, list, tuple, dict, set, frozenset)


class Executor:
    """One submission's module and the objects that operations of the current case hold."""

    def __init__(
        self,
        module: Any,
        file: str,
        requires: Sequence[str] = (),
        objects: Sequence[str] | None = None,
    ) -> None:
        """objects: the file's classes whose objects stay here, iterators too; None for all."""
        self._module = module
        self._objects = objects
        self._file = file
        self._requires = tuple(requires)
        self._held: list[Any] = []
        self._given: dict[int, dict[str, Any]] = {}  # to calls whose result is kept
        self._lent = Lent(self._faithful)
        self._numbers: dict[int, int] = {}  # by id(): what is held, and so stays alive
        self.calls: Counter[str] = Counter()
        self.forbidden: list[str] = []
        self.importing_s = 0.0
        self.interaction: Interaction | None = None
        self._running = 0
        self._asking = RLock()
        self.things = Things(self._ask)
        self.around = around.Around()
        # Where a worker talks to a grader: answers what is under way, and gives up on it.
        self.exchange: Callable[[Outcome], Operation] | None = None
        self.abandon: Callable[[], None] = lambda: None

    @property
    def spent(self) -> bool:
        """Whether a program that ran here left something for the next one to find."""
        return self.interaction is not None and self.interaction.spent

    def attach(self, module: Any) -> None:
        self._module = module

    def new_case(self) -> None:
        self._held, self._given, self._numbers = [], {}, {}
        self._lent = Lent(self._faithful)
        counted.forget()
        self.things.forget()
        self.around.restore()

    def run(self, operation: Operation) -> Outcome:
        """Never raises: what the student's code raises, exits included, becomes Raised."""
        if not self._running:
            self.calls.clear()
            self.forbidden.clear()
        self._held.append(None)
        self._running += 1
        try:
            return self._returned(operation)
        except BaseException as error:
            known = raised(error, self._file, self.forbidden)
            if operation.faithful:
                return self._raised_faithfully(known, error)
            self._held[-1] = without_frames(error)
            return known
        finally:
            self._running -= 1
            if not operation.faithful:  # at once: a file may go by where in memory an array lies
                self._lent.forget_what_is_gone()

    def _ask(self, of: int, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """What a test's function or object does, in the middle of an operation: carries out what
        the grader asks meanwhile."""
        if self.exchange is None or not self._running:
            raise RuntimeError("what a test passes can be used during a call of it only")
        with self._asking:
            given = [*args, *kwargs.values()]
            wires = [self._faithful(value) for value in given]
            named = dict(zip(kwargs, wires[len(args) :], strict=True))
            question = Question(of, name, wires[: len(args)], named)
            self._held[-1] = tuple(given)
            outcome: Outcome = Asks(*_WAITS, after=self._lent.after(), question=question)
            while (operation := self.exchange(outcome)).do != "answer":
                outcome = self.run(operation)
            self._held.append(None)
            if operation.kwargs.get("to") != messages.digest(question):
                self.abandon()
            return self._answered(operation)

    def _answered(self, operation: Operation) -> Any:
        args = [self._decoded(a, self.around.names) for a in operation.args]
        self._lend(args, operation.args, True)
        if operation.name != "raise":
            return args[0]
        raise error_told(args)

    def _returned(self, operation: Operation) -> Outcome:
        # Of a file or folder its name in the test's folder is told.
        names = None if operation.do in ("files", "move") else self.around.names
        args = [self._decoded(a, names) for a in operation.args]
        kwargs = {name: self._decoded(a, names) for name, a in operation.kwargs.items()}
        if operation.do == "change":
            target = operation.target if isinstance(operation.target, int) else None
            self._lent.change(None if target is None else self._held[target], target, *args)
            return Returned(None)
        if operation.faithful and len(self._held) == 1:
            around.seed("random", 0)  # whoever asks the same again gets the same
            around.seed("numpy.random", 0)
        wires = [*operation.args, *operation.kwargs.values()]
        self._lend([*args, *kwargs.values()], wires, operation.faithful)
        if operation.keep and not operation.faithful:
            self._given[len(self._held) - 1] = {str(n): a for n, a in enumerate(args)} | kwargs
        if operation.do in messages.AROUND:
            return Returned(to_wire(self.around.carry_out(operation, args, self._module)))
        if operation.do == "plain":
            return Returned(self._plain(self._target(operation)))
        result = self._perform(operation, args, kwargs)
        if self.forbidden:
            raise Forbidden(self.forbidden[0])
        self._held[-1] = result
        if operation.faithful:
            answer = self._faithful_result(result, operation.keep)
            of_the_module = operation.do == "get" and operation.target is None
            self._lent.hand_out(len(self._held) - 1, result, answer, of_the_module)
            return linked(Returned(answer, after=self._lent.after()), result)
        if isinstance(result, types.CoroutineType):
            result.close()  # else Python warns that nobody awaited it, and names this file
        stays = operation.keep or iterating.stays(operation, result, self._module, self._objects)
        if not stays and (given := taken(result, type(result))) is not None:
            self._held[-1] = result = given
            # It can be run once: whoever asks again finds what it has given.
            if isinstance(operation.target, int) and operation.name is None:
                self._held[operation.target] = result
        whole = operation.do == "record"
        wired: Value = Held(("object",) if operation.keep else types_of(result))
        if (same := self._given_back(operation, args, result)) is not None:
            wired = same
        elif not stays:
            wired = to_wire(result, record=whole)
        if operation.do != "observe":
            return linked(Returned(wired), result)
        sent = list(zip(map(str, range(len(args))), args, operation.args, strict=True))
        sent += [(name, kwargs[name], wire) for name, wire in operation.kwargs.items()]
        changed = tuple(name for name, now, wire in sent if _changed(now, wire))
        shares = tuple(name for name, now, _ in sent if share_memory(now, result))
        asked: list[Value] = [made for _, given, _ in sent if (made := _told_by(given)) is not None]
        return linked(Returned(wired, changed, shares, dict(self.calls), asked=asked), result)

    def _given_back(self, operation: Operation, args: list[Any], result: Any) -> Ref | None:
        """The object that was held, where a `with` block or `x += y` goes on with the very same,
        whatever its class derives from."""
        if operation.name == "__enter__" and isinstance(operation.target, int):
            return Ref(operation.target) if result is self._held[operation.target] else None
        in_place = operation.target == "operator" and operation.name in IN_PLACE and args
        of = operation.args[0] if in_place else None
        return of if isinstance(of, Ref) and result is args[0] else None

    def _decoded(self, wire: Value, names: FolderNames | None) -> Any:
        if names is not None:
            wire = with_texts(wire, names.here)
        if type(wire) in PLAIN:
            return wire
        return from_wire(wire, self._resolve, ours=True)

    def _resolve(self, wire: Held | Given | Ref) -> Any:
        if isinstance(wire, Given):
            return self.things.stand_in(wire)
        if isinstance(wire, Ref) and 0 <= wire.operation < len(self._held):
            return self._held[wire.operation]
        raise messages.WireError("a reference to nothing that is held")

    def _target(self, operation: Operation) -> Any:
        if operation.target is None:
            return self._module
        if isinstance(operation.target, int):
            return self._held[operation.target]
        if operation.target == "kata":
            return self.interaction
        own = operation.target in ("builtins", "operator", "itertools")
        if not own and operation.target.partition(".")[0] not in self._requires:
            raise messages.WireError(f"{operation.target} is not a library of this exercise")
        return importlib.import_module(operation.target)

    def _perform(self, operation: Operation, args: list[Any], kwargs: dict[str, Any]) -> Any:
        if operation.do == "alter":
            return self._alter(operation)
        if operation.do == "answer":
            raise messages.WireError("an answer, and nothing was asked")
        target = self._target(operation)
        if operation.do == "caught":
            return is_of(target, operation.name or "", self._module)
        if operation.do in ("own", "call own"):
            method = _own(target, operation.name or "")
            return method(*args, **kwargs) if operation.do == "call own" else method
        if operation.name == "__exit__" and args[:1] not in ([], [None]):
            return left_by(target, error_told(args))
        if operation.name == "__enter__" and not operation.faithful and not _is_a_block(target):
            with target:  # in Python's own words
                pass
        if operation.name is not None:
            target = getattr(target, operation.name)
        if operation.do in CALLS:
            return target(*args, **kwargs)
        return iterating.items(target, self._module, *args) if operation.do == "items" else target

    def function(self, target: Any, name: str | None) -> Any:
        """What a check calls: a function of the file, an object that is held, or its method."""
        owner = self._module if target is None else target
        return owner if name is None else getattr(owner, name)

    def _alter(self, operation: Operation) -> int | None:
        if operation.name is None:
            return alter(self._target(operation))
        given = self._given.get(operation.target) if isinstance(operation.target, int) else None
        if given is None or operation.name not in given:
            raise messages.WireError("an argument of no call whose result is held")
        return alter(given[operation.name])

    def _lend(self, args: list[Any], wires: list[Value], told: bool) -> None:
        """Remembers arguments, also later ones of the same case, since an object may keep what it
        was made with. told: to see them change, and tell."""
        if told:
            self._lent.forget_what_is_gone()
        for value, wire in zip(args, wires, strict=True):
            mutable = isinstance(wire, (Seq, Map, Array, TensorData)) and callback_of(value) is None
            self._lent.lend(value, mutable, told)

    def _plain(self, value: Any) -> Value:
        """The value that an object is besides its class: of a str of the student's own, the text.
        Held where it is none."""
        if type(value) in _VIEWS:
            with contextlib.suppress(TypeError):  # items with a list in them are in no set
                value = set(value)
        # A member of an IntEnum too is only its number where that is judged.
        if isinstance(value, int) and type(value) is not bool:
            value = int.__int__(value)
        plain = isinstance(value, _PLAIN) or is_changeable(type(value))
        wire = to_wire(value) if plain and not is_endless(value) else Held(())
        return _held_as(value) if holds_object(wire) else with_texts(wire, self.around.told)

    def _faithful_result(self, result: Any, keep: bool) -> Value:
        wire = self._faithful(result)
        stays = keep or is_a_set_of_objects(result)  # whose own class says which are in it
        if not stays and (isinstance(wire, Ref) or not holds_object(wire)):
            return wire
        self._numbers.setdefault(id(result), len(self._held) - 1)
        return _held_as(result)

    def _faithful(self, value: Any, depth: int = 0, seen: Seen | None = None) -> Value:
        """A value as it crosses, or Held: never as something plainer than it is."""
        if (given := self.things.given_for(value)) is not None:
            return given
        kind = type(value)
        is_one = kind in (list, tuple, dict) or is_a_set_of_objects(value)
        if is_one and depth < MAX_NEST:
            return self._contents(value, kind, depth, {} if seen is None else seen)
        plainer = isinstance(value, (list, tuple)) or is_changeable(kind)
        plainer = plainer or sparse_of(value) is not None
        plainer = plainer or (not is_whole(kind) and table_of(value) is not None)
        plainer = plainer or (hasattr(kind, "__array_finalize__") and kind.__name__ != "ndarray")
        plainer = (plainer and kind not in (list, tuple)) or (
            kind in (set, frozenset) and is_endless(value)
        )
        wire = Held(()) if plainer else to_wire(value, exact=True)
        if not holds_object(wire):
            return with_texts(wire, self.around.told) if self.around.names else wire
        return self._held_or_known(value)

    def _contents(self, value: Any, kind: type, depth: int, seen: Seen) -> Value:
        """A list, tuple, dict or set of objects, each once: what is in itself stays here, and what
        holds the same so often that nobody could read it."""
        known = seen.get(id(value))
        if known is not None and (known[0] is None or known[2] >= depth):
            return known[0] or self._held_or_known(value)
        seen[id(value)] = None, 0, depth
        items = [item for pair in value.items() for item in pair] if kind is dict else value
        wires = [self._faithful(item, depth + 1, seen) for item in items]
        size = 1 + sum(seen[id(item)][1] if id(item) in seen else 1 for item in items)
        if kind in (set, frozenset):
            wires.sort(key=messages.encode)
        wire: Value = Seq(kind.__name__, wires)
        if kind is dict:
            wire = Map([*zip(wires[::2], wires[1::2], strict=True)])
        if size > MOST:
            wire, size = self._held_or_known(value), 1
        seen[id(value)] = wire, size, depth
        return wire

    def _held_or_known(self, value: Any) -> Value:
        known = self._numbers.get(id(value))
        return _held_as(value) if known is None else Ref(known)

    def _raised_faithfully(self, known: Raised, error: BaseException) -> Raised:
        self._held[-1] = error
        known = msgspec.structs.replace(known, message=self.around.told(known.message))
        args: list[Value] | None = None
        after: list[tuple[int, Value]] = []
        with contextlib.suppress(BaseException):
            types_ = _held_as(error).types
            args = [self._faithful(arg) for arg in tuple.__iter__(error.args)]
            after = self._lent.after()
            known = msgspec.structs.replace(known, types=types_, after=after)
            if not any(holds_object(arg) for arg in args):
                return msgspec.structs.replace(known, args=args)
        return known


def _held_as(value: Any) -> Held:
    """What the grader may know of something that stays here: classes and special methods."""
    classes = type.mro(type(value)) if type(value) is not type else [type, object]
    # getattr() would find those of the class's own class as well: every class can be called.
    found = ((n, next((vars(c)[n] for c in classes if n in vars(c)), None)) for n in SPECIAL)
    return Held(types_of(value), tuple(name for name, method in found if method is not None))


def _told_by(given: Any) -> Value:
    """What an argument knows of what was done with it: a function's calls, a list's count."""
    callback = callback_of(given)
    return counted.count_of(given) if callback is None else to_wire(callback.asked)


def _changed(now: Any, wire: Value) -> bool:
    """Whether an argument is no longer what was sent. Immutable ones can't change."""
    if wire is None or isinstance(wire, (bool, int, float, str, Ref)):
        return False
    if isinstance(wire, Seq) and wire.kind == "counted":
        wire = wire.items[1]
    if isinstance(wire, TensorData):
        # How it lies in memory may have changed on its way here.
        after = to_wire(now)
        if not isinstance(after, TensorData):
            return True
        kept = (after.data, after.shape, after.requires_grad)
        return kept != (wire.data, wire.shape, wire.requires_grad)
    return messages.encode(without_states(to_wire(now))) != messages.encode(without_states(wire))


def _own(value: Any, name: str) -> Any:
    """An attribute as the nearest class of Python's own has it; as the object has it where there is
    none."""
    kind = next(c for c in type.mro(type(value)) if is_pythons(c))
    if kind is object or name not in dir(kind):
        return getattr(value, name)
    found = getattr(kind, name)
    bind = getattr(type(found), "__get__", None)
    return found if bind is None else bind(found, value, kind)


def _is_a_block(target: Any) -> bool:
    return hasattr(type(target), "__enter__") and hasattr(type(target), "__exit__")
