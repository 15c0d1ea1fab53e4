"""Holds an exercise's rules while the submission runs: counted calls, forbidden calls.

Names can be disguised from the source reader, so the functions themselves are replaced: every
alias of a watched function in every loaded module or as a class's static method, or a method in
its class. Done once, in the warm parent.
"""

from __future__ import annotations

import contextlib
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import CodeType, FrameType
from typing import Any

from . import leaving, leftovers, programs, terminal
from .executor import Executor
from .provided import Provided
from .raised_by import Forbidden
from .source_rules import call_refused

# As it is now: whoever replaces it changes nothing here.
_getframe = sys._getframe
_SUSPENDED = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
# Ours, which run a program: what they open and write for it is nothing that the student asked for.
_AROUND_A_PROGRAM = tuple(vars(module) for module in (leaving, leftovers, programs, terminal))


class Watch:
    """The watched functions of this process; `executor` is told of each call from a submission."""

    def __init__(self) -> None:
        self.executor: Executor | None = None
        self.forbidden: frozenset[str] = frozenset()
        # The globals of a file that is held to nothing: the public examples.
        self.exempt: dict[str, Any] | None = None
        # The exercise's own modules.
        self.provided = Provided({}, "")
        # Whether a frame runs the code of the module that it says it is in.
        self.is_own: Callable[[FrameType], bool] = _has_its_modules_names
        # The codes of watched functions, and what these are called in modules and in classes.
        self._codes: set[CodeType] = set()
        self._names: dict[str, set[str]] = {}

    def install(self, names: Sequence[str]) -> tuple[str, ...]:
        """Replaces each named function, wherever a loaded module has it under whatever name.
        Returns the names of which there is no function."""
        found = {name: _lookup(name) for name in names}
        originals = {id(f): (name, f) for name, f in found.items() if f is not None}
        wrappers = {key: self._wrapped(name, f) for key, (name, f) in originals.items()}
        packages = {name.partition(".")[0] for name in names}
        self._codes.update(code for _, f in originals.values() if (code := _code(f)) is not None)
        self._names |= {name: {name.rpartition(".")[2]} for name in names}
        for module in list(sys.modules.values()):
            for attribute, value in list(getattr(module, "__dict__", {}).items()):
                if id(value) in wrappers:
                    setattr(module, attribute, wrappers[id(value)])
                    self._names[originals[id(value)][0]].add(attribute)
                # Not isinstance, which asks the value: torch's deprecated names warn then.
                elif issubclass(type(value), type) and _top(value) in packages:
                    for key, attribute in _replace_static(value, wrappers):
                        self._names[originals[key][0]].add(attribute)
        methods = [n for n, f in found.items() if f is not None and isinstance(_owner(n), type)]
        fixed = [n for n in methods if not _replaced(n, wrappers[id(found[n])])]
        return tuple(name for name, f in found.items() if f is None or name in fixed)

    def _wrapped(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            executor = self.executor
            if executor is not None and self._asked_by_the_student(name, watched):
                executor.calls[name] += 1
                if name in self.forbidden:
                    executor.forbidden.append(call_refused(name))
                    raise Forbidden(call_refused(name))
            return function(*args, **kwargs)

        # Not functools.wraps: its __wrapped__ would hand the original out again.
        watched.__name__ = getattr(function, "__name__", name)
        watched.__doc__ = getattr(function, "__doc__", None)
        return watched

    def _asked_by_the_student(self, name: str, wrapper: Callable[..., Any]) -> bool:
        """False for the exempt file's use, for ours, and for a library's own. Who was handed the
        function by the student (np.apply_along_axis, say) has it among its local variables, or
        doesn't name it: it was in a partial."""
        own, caller = _getframe(1), _getframe(2)
        if caller.f_globals is self.exempt:
            return False
        theirs = str(caller.f_globals.get("__name__", "")).partition(".")[0]
        ours = any(caller.f_globals is one for one in _AROUND_A_PROGRAM)
        if ours or self.provided.runs(caller):
            return any(value is wrapper for value in caller.f_locals.values())
        # A submission may call itself "numpy", make a function with its names, or run files anew.
        if theirs != name.partition(".")[0] or not self.is_own(caller):
            return True
        # What no wrapper called is a copy: a library's file loaded again, or its code made anew.
        copied = caller.f_code in self._codes and (
            caller.f_back is None or caller.f_back.f_code is not own.f_code
        )
        return (
            copied
            or not _is_named(self._names[name], caller.f_code)
            or any(value is wrapper for value in caller.f_locals.values())
        )


def _has_its_modules_names(frame: FrameType) -> bool:
    module = sys.modules.get(str(frame.f_globals.get("__name__")))
    return getattr(module, "__dict__", None) is frame.f_globals


def _code(function: Any) -> CodeType | None:
    """What Python runs for it alone: NumPy's functions have it inside another, in C. None of what a
    decorator made, which others may have too, and of generators, which run in whoever asks them."""
    inner = function if hasattr(function, "__code__") else getattr(function, "__wrapped__", None)
    code = getattr(inner, "__code__", None)
    if not isinstance(code, CodeType) or hasattr(inner, "__wrapped__"):
        return None
    return None if code.co_freevars or code.co_flags & _SUSPENDED else code


def _is_named(names: set[str], code: CodeType) -> bool:
    """Whether code calls a function by one of its names. Operators are called without one."""
    return not names.isdisjoint(code.co_names) or any(name.startswith("__") for name in names)


def _lookup(dotted: str) -> Callable[..., Any] | None:
    value = _value(dotted.split("."))
    return value if callable(value) else None


def _owner(dotted: str) -> Any:
    """The module or the class that a function is in."""
    return _value(dotted.split(".")[:-1])


def _value(parts: Sequence[str]) -> Any:
    value: Any = sys.modules.get(parts[0]) if parts else None
    for part in parts[1:]:
        value = getattr(value, part, None)
    return value


def _replace_static(
    owner: type, wrappers: Mapping[int, Callable[..., Any]]
) -> Iterator[tuple[int, str]]:
    """A class may have a function of its module's as one of its own: Polynomial._mul. Gives which,
    by id, and its name there."""
    for attribute, value in list(vars(owner).items()):
        if isinstance(value, staticmethod) and (key := id(value.__func__)) in wrappers:
            # A built-in class keeps what it has (str.maketrans).
            with contextlib.suppress(TypeError):
                setattr(owner, attribute, staticmethod(wrappers[key]))
                yield key, attribute


def _top(owner: type) -> str:
    return str(owner.__module__).partition(".")[0]


def _replaced(dotted: str, wrapper: Callable[..., Any]) -> bool:
    """Whether a method could be replaced: those of built-in classes can't."""
    try:
        setattr(_owner(dotted), dotted.rpartition(".")[2], wrapper)
    except (AttributeError, TypeError):
        return False
    return True
