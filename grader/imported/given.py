"""What a test gives the student's code and can't be copied: its functions, mocks and objects. They
stay here, under a number; the student's code asks for what they do, and gets an answer.

What may be asked is a closed list: to call what the test passed, its special methods and its public
attributes; and to set one, of a SimpleNamespace alone. What it is asked with is values and
stand-ins of the student's; what is answered is values, or one more thing of the same kinds. A
function of a library's is none of them, unless it is one of those that are known by name on both
sides.
"""

from __future__ import annotations

import ast
import builtins
import collections
import functools
import sys
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..wire.data import BY_NAME, Given, holds_object
from ..wire.messages import Question, WireError, sendable
from ..wire.names import CALLED, MAX_GIVEN, MAX_SHOWN, SPECIAL
from ..wire.values import to_wire
from .bounds import STREAMS, Bounds
from .callbacks import source_for, written
from .shared_arguments import AskedTooMuch

# Of questions in one case; and how many of them may wait for each other's answers.
MAX_QUESTIONS = 2_000
MAX_DEPTH = 100
# After those, each question raises; who goes on asking is asked no more.
PATIENCE = 100
# Whose methods may be passed: `seen.append`.
_OWNERS = (list, dict, set, str, collections.deque, collections.Counter, collections.defaultdict)
_WITH_A_NAME = (
    types.FunctionType, types.MethodType, types.BuiltinMethodType, types.GeneratorType,
)  # fmt: skip
_ITERATORS = ("builtins", "itertools")
_VALUES = (str, bytes, int, float, complex, list, tuple, dict, set, frozenset, type)


class Things:
    """What the test of one case has given. folder: where the tests' files lie; modules: those that
    were made of them."""

    def __init__(self, folder: Path, modules: Mapping[str, types.ModuleType]) -> None:
        self._folder = folder
        self._modules = modules
        self._by_number: list[Any] = []
        self._known: dict[tuple[int, ...], Given] = {}
        self._asked = 0
        self._depth = 0
        self.bounds = Bounds(folder)

    def given(self, value: Any) -> Given | None:
        """A thing as it crosses; None for what may not be given."""
        if (name := _named(value)) is not None:
            return Given(BY_NAME, name)
        key = _key(value)
        if key not in self._known:
            methods = self._methods(value)
            if methods is None or len(self._by_number) >= MAX_GIVEN:
                return None
            self._known[key] = Given(
                len(self._by_number), _text(value), methods, source_for(value), _doc(value)
            )
            self._by_number.append(value)
        return self._known[key]

    def value(self, given: Given) -> Any:
        """The thing itself, where the student's code passes it on or returns it."""
        if not 0 <= given.number < len(self._by_number):
            raise WireError("something that was never given")
        return self._by_number[given.number]

    @property
    def asked(self) -> bool:
        """Whether one of them is at work for the student's code."""
        return self._depth > 0

    def answer(self, question: Question, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """What a thing does when it is asked. Raises what it raises; WireError for a question that
        can't be one."""
        if question.of >= len(self._by_number):
            raise WireError("a question to something that was never given")
        thing = self._by_number[question.of]
        self._asked += 1
        if self._asked > MAX_QUESTIONS + PATIENCE:
            raise AskedTooMuch("the test's functions were called without end")
        if self._asked > MAX_QUESTIONS:
            raise RuntimeError(
                f"the test's functions were called more than {MAX_QUESTIONS:,} times"
            )
        if self._depth >= MAX_DEPTH:
            raise RecursionError("the test's functions and this code call each other too deeply")
        self._depth += 1
        try:
            if question.name != "__call__":
                if question.name not in (self._methods(thing) or ()):
                    raise WireError("a question that nothing was given for")
                if question.name == "getattr":
                    return self.bounds.attribute(thing, _attribute(thing, args))
                if question.name == "setattr":
                    return setattr(thing, _attribute(thing, args[:1]), *args[1:2])
                return self.bounds.special(thing, question.name, args)
            return self.bounds.call(thing, args, kwargs)
        finally:
            self._depth -= 1

    def _methods(self, value: Any) -> tuple[str, ...] | None:
        """What may be asked of a thing besides a call, nothing of a function; None for what may not
        be given."""
        kind = type(value)
        if self._is_function(value):
            return ()
        if kind is types.SimpleNamespace:  # it is its attributes, and nothing besides
            return ("getattr", "setattr", "__eq__")
        may = kind in STREAMS or _is_mock(value) or self._is_of_the_tests(kind)
        if not may and hasattr(kind, "__next__"):
            may = kind.__module__ in _ITERATORS and not self._is_foreign(value)
        if not may or isinstance(value, _VALUES):
            return None
        special = (n for n in SPECIAL if n != "__instancecheck__" and _has_its_own(kind, n))
        return ("getattr", *special)

    def _is_function(self, value: Any) -> bool:
        kind = type(value)
        if kind is types.FunctionType:
            return self._is_here(value.__code__.co_filename)
        if kind is types.MethodType:
            return type(value.__func__) is types.FunctionType and self._is_function(value.__func__)
        if kind is types.BuiltinMethodType:
            owner = type(value.__self__)
            return owner in (*_OWNERS, *STREAMS) and not value.__name__.startswith("_")
        if kind is functools.partial:
            inside = value.func
            return self._is_function(inside) or _is_mock(inside)
        return False

    def _is_of_the_tests(self, kind: type) -> bool:
        """Whether a class is one of the tests' own."""
        if self.module_of(kind) is not None:
            return True
        functions = (f for f in vars(kind).values() if type(f) is types.FunctionType)
        return any(self._is_here(f.__code__.co_filename) for f in functions)

    def module_of(self, kind: type) -> types.ModuleType | None:
        """The tests' module that a class is in."""
        module = self._modules.get(kind.__module__) or sys.modules.get(kind.__module__)
        return module if self._is_here(getattr(module, "__file__", None)) else None

    def _is_here(self, file: Any) -> bool:
        return isinstance(file, str) and Path(file).parent == self._folder

    def _is_foreign(self, iterator: Any) -> bool:
        """Whether it is a generator of somebody else's."""
        code = getattr(iterator, "gi_code", None)
        return code is not None and not self._is_here(code.co_filename)


def _named(value: Any) -> str | None:
    """The name of a function or class of Python's own that a test may pass: `str.upper`, `len`,
    `int`. It is the same one over there."""
    kind = type(value)
    if kind in (types.BuiltinFunctionType, type, types.MethodDescriptorType):
        name = value.__qualname__
        found: Any = builtins
        for part in name.split("."):
            found = getattr(found, part, None)
        if found is value:
            return f"builtins.{name}"
    if kind is types.BuiltinFunctionType and value.__module__ in ("_operator", "math"):
        module = value.__module__.strip("_")
        return f"{module}.{name}"
    return None


def _has_its_own(kind: type, name: str) -> bool:
    """Whether a class has a special method that not every object has. Looked up, and not asked
    for: a mock notes who asks."""
    found = next((vars(base)[name] for base in type.mro(kind) if name in vars(base)), None)
    return found is not None and found is not vars(object).get(name)


def _key(value: Any) -> tuple[int, ...]:
    """Methods are objects that are made anew each time."""
    if type(value) is types.MethodType:
        return id(value.__self__), id(value.__func__)
    if type(value) is types.BuiltinMethodType:
        return id(value.__self__), hash(value.__name__)
    return (id(value),)


def _attribute(thing: Any, args: list[Any]) -> str:
    """Which attribute is asked for. Raises what asking for a wrong one raises."""
    name = args[0] if len(args) == 1 else None
    if name == "__dict__" and type(thing) is types.SimpleNamespace:
        return "__dict__"
    if name in CALLED:
        return str(name)
    if type(name) is not str or not name.isidentifier() or name.startswith("_"):
        raise WireError("a question for an attribute that has no name")
    if _is_mock(thing) and name in _of_mocks():
        raise AttributeError(name)
    return name


def _is_mock(value: Any) -> bool:
    mock = sys.modules.get("unittest.mock")
    return mock is not None and isinstance(value, mock.NonCallableMock)


@functools.cache
def _of_mocks() -> frozenset[str]:
    """What a mock tells the test, and is told by it: none of the student's business."""
    mock = sys.modules["unittest.mock"]
    own = (name for kind in (mock.NonCallableMock, mock.CallableMixin) for name in dir(kind))
    return frozenset({*own, "call_args_list", "call_count", "mock_calls", "method_calls", "called"})


def _doc(value: Any) -> str | None:
    """What a decorator takes over from a function of the test's."""
    doc = value.__doc__ if type(value) in (types.FunctionType, types.MethodType) else None
    return doc if isinstance(doc, str) and len(doc) <= MAX_SHOWN else None


def _text(value: Any) -> str:
    """How a thing is shown in a call: a lambda and a generator expression as they are written,
    anything else by its name."""
    if type(value) is types.FunctionType and value.__name__ == "<lambda>":
        node = written(value.__code__)
        text = ast.unparse(node) if node is not None else "a function"
    elif type(value) is types.GeneratorType and value.__name__ == "<genexpr>":
        node = written(value.gi_code)
        text = ast.unparse(node) if node is not None else "a generator"
    elif type(value) is functools.partial:
        text = _text(value.func)
    elif _is_mock(value):
        text = "a mock"
    elif type(value) is types.SimpleNamespace and not holds_object(
        to_wire(vars(value), exact=True)
    ):
        text = repr(value).replace("namespace", "SimpleNamespace", 1)
    elif type(value) in _WITH_A_NAME:
        text = value.__name__
    else:  # an object of the test's might have a `__getattr__` of its own
        text = f"<{type(value).__name__}>"
    return sendable(text)[:MAX_SHOWN]
