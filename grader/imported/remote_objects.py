"""What a test gets in place of a student's functions, objects, errors and constants.

An Object's special methods are those of the real one's class: object_classes.py.
"""

# No docstrings on Function, Object and their like: a test that reads one must get the student's.

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from ..checks.channel import StudentError
from ..wire.data import Value
from ..wire.messages import Operation, Outcome
from .sent_classes import Source, source_in

# Of the names with two underscores, those that people ask for; the rest are other libraries' own.
_ASKED = ("__name__", "__doc__", "__dict__", "__qualname__", "__annotations__", "__members__")
ASKED_BY_PYTEST = ("_mock_name", "_pytestfixturefunction", "pytestmark", "place_as", "patchings")
_set = object.__setattr__


class Talk(Protocol):
    """What is asked and told through a Conversation with the worker."""

    open: bool
    collecting: bool  # no case has begun yet
    errors: dict[str, type[Error]]
    methods: set[tuple[type[Object], str]]
    classes: set[str]  # those that the exercise asks for
    causes: tuple[str, ...]  # of CAUSES, what tests ask for
    made_later: dict[Any, Callable[[], Any]]

    def ask(
        self,
        do: str,
        target: int | str | None,
        name: str | None,
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
        keep: bool = False,
    ) -> Any: ...

    def send(self, operation: Operation, values: Sequence[Any] = ()) -> tuple[int, Outcome]: ...

    def wire(self, value: Any) -> Value: ...

    def value(self, wire: Value, number: int) -> Any: ...

    def borrow(self, value: Any, wire: Value, number: int | None = None) -> None: ...

    def do_around(
        self, do: str, module: str | None, name: str | None, values: Sequence[Any]
    ) -> Any: ...

    def call_builtin(self, function: str, *args: Any) -> Any: ...

    def held(self, name: str) -> Object: ...

    def is_tests(self, file: str) -> bool: ...

    def cause_of(self, number: int, name: str) -> Any: ...

    def told_of(self, error: BaseException) -> tuple[Any, ...]: ...

    def made_of(self, kind: Any, source: Source) -> Object: ...

    def later(self, name: str, make: Callable[[], Any]) -> Any: ...

    def call_later(
        self,
        name: str,
        called: Callable[[], Any],
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
    ) -> Any: ...

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
        if not self._talk.open:
            return self._talk.call_later(self._name or "it", lambda: self, args, kwargs)
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
        if name == "__name__" and not self._talk.open and self._name is not None:
            return self._name  # a parameter's, for the name of its case
        if _is_private_to_python(name) or (name in ASKED_BY_PYTEST and not self._talk.open):
            raise AttributeError(name)
        if self._talk.collecting and not name.startswith("__"):
            return self._talk.later(f"{self._name}.{name}", lambda: getattr(self, name))
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


def has_theirs(value: Any, depth: int = 8) -> bool:
    """Whether it is something of the student's, or a list or another such value with that in it."""
    kind = type(value)
    if issubclass(kind, (list, tuple, set, frozenset)) and depth:
        return any(has_theirs(item, depth - 1) for item in value)
    if issubclass(kind, dict) and depth:
        return any(has_theirs(item, depth - 1) for pair in value.items() for item in pair)
    return issubclass(kind, (Object, Function))


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
        if type.__instancecheck__(cls, instance):
            return True
        kind = type(instance)
        if cls._source is None and issubclass(kind, Error) and "raised" in vars(instance):
            # What was raised said of which classes it is.
            return cls._name in [name.rpartition(".")[2] for name in instance.raised.types]
        return cls.__subclasscheck__(kind)

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


# What an exception was raised from. Who sets a cause sets the last of them too.
CAUSES = ("__context__", "__cause__", "__suppress_context__")


def _cause(name: str) -> property:
    """Asked for when a test looks at it; whoever shows an exception looks at it too."""
    own = vars(BaseException)[name]

    def cause(self: Error) -> Any:
        talk, looks = self._talk, sys._getframe(1).f_code.co_filename
        if talk.open and name in talk.causes and talk.is_tests(looks):
            return talk.cause_of(self._number, name)
        return own.__get__(self)

    return property(cause, lambda self, value: own.__set__(self, value))


for _name in CAUSES:
    setattr(Error, _name, _cause(_name))
