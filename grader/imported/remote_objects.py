"""What a test gets in place of a student's functions, objects, errors and constants.

An Object's class is made to measure: it has those special methods that the real one's class has,
so that `callable(x)`, `len(x)` and `x < y` work where they would, and fail where they would.
"""

# No docstrings on Function, Object and their like: a test that reads one must get the student's.

from __future__ import annotations

import builtins
import operator
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import GeneratorType
from typing import Any, Protocol

from ..checks.proxy import StudentError
from ..wire.messages import Raised
from ..wire.names import BINARY
from .sent_classes import Source, source_in

# Of the names with two underscores, those that people ask for; the rest are other libraries' own.
_ASKED = ("__name__", "__doc__", "__dict__", "__qualname__", "__annotations__", "__members__")
_ASKED_BY_PYTEST = ("_mock_name", "_pytestfixturefunction", "pytestmark", "place_as", "patchings")
_set = object.__setattr__


class Talk(Protocol):
    """What is asked and told through a Conversation with the worker."""

    open: bool
    errors: dict[str, type[Error]]
    methods: set[tuple[type[Object], str]]
    classes: set[str]  # those that the exercise asks for

    def ask(
        self,
        do: str,
        target: int | str | None,
        name: str | None,
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
        keep: bool = False,
    ) -> Any: ...

    def around(
        self, do: str, target: str | None, name: str | None, values: Sequence[Any]
    ) -> Any: ...

    def call_builtin(self, function: str, *args: Any) -> Any: ...

    def held(self, name: str) -> Object: ...

    def told_of(self, error: BaseException) -> tuple[Any, ...]: ...

    def made_of(self, kind: Any, source: Source) -> Object: ...

    def refuse(self, why: str) -> BaseException: ...


def _is_private_to_python(name: str) -> bool:
    return name.startswith("__") and name.endswith("__") and name not in _ASKED


class Function:
    __slots__ = ("_name", "_talk", "_target")
    _talk: Talk
    _target: int | str | None
    _name: str | None

    def __init__(self, talk: Talk, target: int | str | None, name: str | None) -> None:
        _set(self, "_talk", talk)
        _set(self, "_target", target)
        _set(self, "_name", name)

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self._talk.ask("call", self._target, self._name, args, kwargs)

    def __repr__(self) -> str:
        if isinstance(self._target, int) and self._talk.open:
            return str(self._talk.call_builtin("repr", self))  # of which class a method is
        return f"<function {self._name}>"

    def _held(self) -> Object:
        found: Object = self._talk.ask("get", self._target, self._name, keep=True)
        return found

    @property
    def __doc__(self) -> Any:  # type: ignore[override]  # a test asks for the student's
        return self._held().__doc__

    def __getattr__(self, name: str) -> Any:
        # Before a case, pytest asks everything that it finds whether it is a mock or a fixture.
        if _is_private_to_python(name) or (name in _ASKED_BY_PYTEST and not self._talk.open):
            raise AttributeError(name)
        return getattr(self._held(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._held(), name, value)

    def __instancecheck__(self, instance: Any) -> bool:
        if not isinstance(instance, Object):
            return False
        return bool(self._talk.call_builtin("isinstance", instance, self._held()))

    def __subclasscheck__(self, subclass: Any) -> bool:
        if not isinstance(subclass, (Function, Object, ErrorClass)):
            return False
        return bool(self._talk.call_builtin("issubclass", subclass, self._held()))

    def __mro_entries__(self, bases: Any) -> tuple[type, ...]:
        # What the class statement makes is a Derived.
        return (type.__new__(_Deriving, "Base", (), {"_of": self}),)


class Derived(Function):
    """A class of the test's that is derived from one of the student's: made over there, in each
    case that uses it."""

    __slots__ = ("_source",)
    _source: Source

    def __init__(self, talk: Talk, source: Source) -> None:
        super().__init__(talk, None, source.name)
        _set(self, "_source", source)

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self._talk.ask("call", self._held()._number, None, args, kwargs)

    def _held(self) -> Object:
        return self._talk.made_of(self, self._source)


class _Deriving(type):
    """The class of what stands for a student's class among the bases of a class statement."""

    _of: Function

    def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any], **more: Any) -> Any:
        of = next(base._of for base in bases if isinstance(base, _Deriving))
        source = source_in(sys._getframe(1), name)
        tests = any(hasattr(base, "assertEqual") for base in bases)
        if source is None or tests or more:
            raise of._talk.refuse(f"derives a class of its own from the student's {of._name}")
        return Derived(of._talk, source)

    def __init__(cls, *_: Any, **__: Any) -> None:
        """Keywords of a class statement are refused."""


class Object:
    __slots__ = ("_number", "_talk")
    _talk: Talk
    _number: int

    def __init__(self, talk: Talk, number: int) -> None:
        _set(self, "_talk", talk)
        _set(self, "_number", number)

    @property
    def __doc__(self) -> Any:  # type: ignore[override]  # a test asks for the student's
        return self._talk.ask("get", self._number, "__doc__")

    def __getattr__(self, name: str) -> Any:
        if _is_private_to_python(name):
            raise AttributeError(name)
        if (type(self), name) in self._talk.methods:
            return Function(self._talk, self._number, name)
        value = self._talk.ask("get", self._number, name)
        if type(value) is Function:
            # Asked once for a class: a call of a method is one operation then, not two.
            self._talk.methods.add((type(self), name))
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        self._talk.call_builtin("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._talk.call_builtin("delattr", self, name)

    # Where the case is over, what is said of it asks nobody any more.
    def __str__(self) -> str:
        return str(self._talk.call_builtin("str", self)) if self._talk.open else _kind(self)

    def __repr__(self) -> str:
        return str(self._talk.call_builtin("repr", self)) if self._talk.open else _kind(self)

    def __format__(self, spec: str) -> str:
        if not self._talk.open:
            return _kind(self)
        return str(self._talk.call_builtin("format", self, spec))

    def __dir__(self) -> Any:
        return self._talk.call_builtin("dir", self)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise self._talk.refuse("copies or pickles an object of the student's")


def _kind(of: Object) -> str:
    return f"<{type(of).__name__}>"


def _called(self: Object, /, *args: Any, **kwargs: Any) -> Any:
    return self._talk.ask("call", self._number, None, args, kwargs)


def _exited(self: Object, kind: Any, error: Any, traceback: Any) -> Any:
    told = (None, None, None) if kind is None else self._talk.told_of(error)
    return self._talk.ask("call", self._number, "__exit__", told)


def _instance_check(self: Object, instance: Any) -> bool:
    if not isinstance(instance, Object):
        return False
    return bool(self._talk.call_builtin("isinstance", instance, self))


def _own_method(name: str) -> Callable[..., Any]:
    def method(self: Object, *args: Any) -> Any:
        return self._talk.ask("call", self._number, name, args)

    return method


def _through(function: str) -> Callable[..., Any]:
    return lambda self, *args: self._talk.call_builtin(function, self, *args)


def has_theirs(value: Any, depth: int = 8) -> bool:
    """Whether it is something of the student's, or a list or another such value with that in it."""
    kind = type(value)
    if issubclass(kind, (list, tuple, set, frozenset)) and depth:
        return any(has_theirs(item, depth - 1) for item in value)
    if issubclass(kind, dict) and depth:
        return any(has_theirs(item, depth - 1) for pair in value.items() for item in pair)
    return issubclass(kind, (Object, Function))


def _judged(function: str, here: Callable[..., Any], reflected: bool = False) -> Callable[..., Any]:
    """A method whose answer is a verdict, or a number to judge by: asked of the object's own class
    only where it is not a plain value in the guise of that class (a str that says it equals
    anything)."""

    def method(self: Object, *args: Any) -> Any:
        if not self._talk.open and function in ("eq", "ne"):
            return NotImplemented  # then it is which object it is that counts
        # Between two objects of theirs it is the class itself that is tested, and so it is where
        # the exercise asks for that class and for what it works out: a Clock that is an int adds.
        own = function not in _VERDICTS and type(self).__name__ in self._talk.classes
        if not own and not any(map(has_theirs, args)):
            plain = self._talk.ask("plain", self._number, None)
            if not isinstance(plain, Object):
                return here(*args, plain) if reflected else here(plain, *args)
        return self._talk.call_builtin(function, *((*args, self) if reflected else (self, *args)))

    return method


# The special methods that say how a comparison goes, or what number an object is.
JUDGING = ("eq", "ne", "lt", "le", "gt", "ge", "contains", "bool", "int", "float", "complex",
           "abs", "round", "index", "neg", "pos", "invert", "hash")  # fmt: skip
_VERDICTS = ("eq", "ne", "lt", "le", "gt", "ge", "contains", "bool", "hash")
_OPERATOR = {"and": "and_", "or": "or_"}


def _special(name: str) -> Callable[..., Any]:
    """What a special method does here: ask for the same over there."""
    bare = name.strip("_")
    if bare in _OWN:
        return _OWN[bare]
    # `r` stands before the name of a binary operator only: `rsub`, but not `round`.
    reflected = bare[0] == "r" and bare[1:] in BINARY
    name = bare[1:] if reflected else bare
    function = _OPERATOR.get(name, name)
    if not reflected and (name == "divmod" or name not in (*JUDGING, *BINARY)):
        return _through(function)
    here: Callable[..., Any] = getattr(builtins, function, None) or getattr(operator, function)
    return _judged(function, here, reflected)


_OWN: dict[str, Callable[..., Any]] = {
    "call": _called,
    "exit": _exited,
    "instancecheck": _instance_check,
    **{bare: _own_method(f"__{bare}__") for bare in ("enter", "trunc", "floor", "ceil")},
}


@lru_cache(maxsize=256)
def class_of_object(types: tuple[str, ...], methods: tuple[str, ...]) -> type[Object]:
    """The class of objects whose real class has this name and these special methods."""
    members: dict[str, Any] = {"__slots__": (), "__doc__": Object.__dict__["__doc__"]}
    members |= {name: _special(name) for name in methods}
    if "__next__" in methods:
        members["__iter__"] = lambda self: self
    if "__hash__" not in methods:
        members["__hash__"] = None
    name = types[0].rpartition(".")[2] if types else "object"
    base = next((_OF_PYTHON[kind] for kind in types if kind in _OF_PYTHON), None)
    if base is not None:
        exact = types[0] == base.__name__ or base is GeneratorType
        members["__class__"] = _class_of(base if exact else type(name, (base,), {}))
    return type(name, (Object,), members)


# Of a class of Python's own a test may ask whether an object is of that one. It stays there for the
# sake of what is in it, or of what a class that is derived from it adds: a Counter is a dict.
_OF_PYTHON: dict[str, type] = {
    kind.__name__: kind
    for kind in (list, tuple, dict, set, frozenset, str, bytes, int, float, complex, GeneratorType)
}


def _class_of(kind: type) -> property:
    """What isinstance() looks at. Where the case is over, an object is what it is here."""
    return property(lambda self: kind if self._talk.open else type(self))


class ErrorClass(type):
    """The class of a student's exception classes, as tests import them."""

    _talk: Talk
    _name: str
    # What it is derived from in the reference, where that is something else now.
    _bases: tuple[type, ...] = ()
    # Of one that a test derives from a student's.
    _source: Source | None = None

    def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> Any:
        if "_name" in space:
            return super().__new__(cls, name, bases, space)
        talk = next(base for base in bases if isinstance(base, ErrorClass))._talk
        source = source_in(sys._getframe(1), name)
        if source is None:
            raise talk.refuse(f"derives an exception of its own from the student's {bases[0]}")
        made = super().__new__(cls, name, bases, {"_name": name, "_source": source})
        talk.errors[name] = made  # type: ignore[assignment]  # it has Error among its bases
        return made

    def _held(cls) -> Object:
        if cls._source is not None:
            return cls._talk.made_of(cls, cls._source)
        return cls._talk.held(cls._name)

    def __call__(cls, /, *args: Any, **kwargs: Any) -> Any:
        if cls._source is not None:
            return cls._talk.ask("call", cls._held()._number, None, args, kwargs)
        return cls._talk.ask("call", None, cls._name, args, kwargs)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(cls._held(), name)

    def __instancecheck__(cls, instance: Any) -> bool:
        return type.__instancecheck__(cls, instance) or cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass: type) -> bool:
        if isinstance(subclass, ErrorClass) and subclass is not cls and cls._talk.open:
            # Of what the student's are derived, ours don't say: they are the reference's.
            return bool(cls._talk.call_builtin("issubclass", subclass, cls))
        names = getattr(subclass, "_names", ())
        return type.__subclasscheck__(cls, subclass) or getattr(cls, "_name", None) in names


class Error(StudentError):
    """An exception of a class of the student's own, as a test catches it."""

    _talk: Talk
    _number: int = -1
    _bases: tuple[type, ...]

    def __str__(self) -> str:
        return self.raised.message

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "raised":
            raise AttributeError(name)
        return self._talk.ask("get", self._number, name)


def error_of(
    talk: Talk,
    raised: Raised,
    number: int,
    args: tuple[Any, ...] | None,
    known: list[type[Error]],
) -> BaseException:
    """The exception that a test sees: a builtin itself where it was one, otherwise of the class
    that the test imported, or of one with its name. known: such classes, nearest first."""
    builtin = builtin_of(raised)
    if raised.types[:1] == (builtin.__name__,) and args is not None:
        plain = _plain(builtin, args)
        if plain is not None and str(plain) == raised.message:
            plain.raised = raised  # type: ignore[attr-defined]  # judged by what crossed
            return plain
    named = bool(known) and known[0].__name__ == raised.error
    kind = known[0] if named and _derived_as(known[0], builtin, raised) else _class(raised, builtin)
    made = [] if args is None else list(args)
    error: Error = kind.__new__(kind, *made)
    error.args = tuple(made) if args is not None else (raised.message,)
    error.raised, error._talk, error._number = raised, talk, number
    return error


def builtin_of(raised: Raised) -> type[Exception]:
    for name in raised.bases:
        base = getattr(builtins, name, None)
        if isinstance(base, type) and issubclass(base, Exception):
            return base
    return Exception


def _plain(kind: type[Exception], args: tuple[Any, ...]) -> Exception | None:
    try:
        return kind(*args)
    except TypeError:
        return None


def _derived_as(kind: type[Error], builtin: type[Exception], raised: Raised) -> bool:
    """Whether an imported class is derived from what the student's is; it is made so where it can
    be: a test may ask whether what was raised is of just that class."""
    if issubclass(kind, builtin) and _no_other(kind, raised):
        return True
    first = next(one for one in reversed(kind.__mro__) if isinstance(one, ErrorClass))
    if first.__name__ not in [name.rpartition(".")[2] for name in raised.types]:
        return False
    before = first.__bases__
    try:
        first.__bases__ = (Error, builtin)
    except TypeError:  # an OSError is laid out in a way of its own
        return False
    first._bases = vars(first).get("_bases") or before
    return _no_other(kind, raised)


def as_imported(kind: type[Error]) -> None:
    """Makes a class again what it was before the student's was known."""
    if before := vars(kind).get("_bases"):
        kind.__bases__ = before
        del kind._bases


def _no_other(kind: type[Error], raised: Raised) -> bool:
    """Whether the reference's class has no builtin base that the student's lacks."""
    ours = {c.__name__ for c in kind.__mro__ if c.__module__ == "builtins"}
    return ours <= {*raised.bases}


def _class(raised: Raised, builtin: type[Exception]) -> type[Error]:
    names = tuple(name.rpartition(".")[2] for name in raised.types)
    return _error_class(raised.error, builtin.__name__, names)


@lru_cache(maxsize=256)
def _error_class(name: str, builtin: str, names: tuple[str, ...]) -> type[Error]:
    bases = (Error,) if builtin == "Exception" else (Error, getattr(builtins, builtin))
    return type(name, bases, {"_names": names})


class Later:
    """A constant of the student's, before a case has begun. Any use of it is refused."""

    def __init__(self, talk: Talk, name: str) -> None:
        _set(self, "_talk", talk)
        _set(self, "_name", name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in _ASKED_BY_PYTEST:
            raise AttributeError(name)
        raise _too_early(self)

    def __bool__(self) -> bool:
        raise _too_early(self)


def _too_early(later: Later, *_: Any) -> BaseException:
    talk, name = (object.__getattribute__(later, part) for part in ("_talk", "_name"))
    refused: BaseException = talk.refuse(f"uses {name} while the tests are collected")
    return refused


def _early(self: Later, *_: Any) -> Any:
    raise _too_early(self)


# Looked up on the class, where __getattr__ isn't asked.
_ORDER = ("eq", "ne", "lt", "le", "gt", "ge")
_USES = ("call", "iter", "len", "getitem", "contains", "neg", "int", "float", "index", "str")
for _name in (*_ORDER, *_USES, *BINARY, *(f"r{name}" for name in BINARY)):
    setattr(Later, f"__{_name}__", _early)
Later.__hash__ = object.__hash__  # type: ignore[method-assign]  # it is lost with __eq__
