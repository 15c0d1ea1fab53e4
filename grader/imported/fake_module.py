"""A module that tests written for in-process use can import in place of the student's.

`from conv import conv2d` gives a stand-in for the function: its calls cross to the worker.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .conversation import Conversation
from .later import Later, has_later, made_now
from .remote_objects import Error, ErrorClass, Function

# What a test puts in a name's place and the student's code may put something else there again.
_REBOUND = (int, float, str, bytes, bool, type(None))
# "function", "class", "constant", "import", or an exception class's bases, joined by commas.
Kind = str


class StandIn(types.ModuleType):
    """The student's module, as tests import it. kinds: what the reference has, by name; public:
    what `import *` brings."""

    def __init__(
        self,
        name: str,
        conversation: Conversation,
        kinds: Mapping[str, Kind],
        public: Sequence[str],
        modules: Mapping[str, str] = types.MappingProxyType({}),
    ) -> None:
        """modules: those of Python's own that it imports, by its name for them."""
        super().__init__(name, None)
        object.__setattr__(self, "_modules", dict(modules))
        made = {n: _made(conversation, n, kind) for n, kind in kinds.items()}
        object.__setattr__(self, "_conversation", conversation)
        object.__setattr__(self, "_made", made)
        object.__setattr__(self, "__all__", list(public))

    def __getattr__(self, name: str) -> Any:
        talk: Conversation = object.__getattribute__(self, "_conversation")
        made: dict[str, Any] = object.__getattribute__(self, "_made")
        if name.startswith("__") or (not talk.open and name not in made):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        if not talk.open:
            return made[name]
        replaced = talk.outside.replaced
        if name in replaced and type(replaced[name]) not in _REBOUND:
            return replaced[name]
        # hasattr() and getattr() ask what the student's file has, not what the reference does.
        value = talk.ask("get", None, name)
        if (module := self._modules.get(name)) is not None:
            # What a test replaces in it is replaced over there: surroundings.py.
            return sys.modules.get(module, value)
        return made[name] if name in made and not isinstance(made[name], Later) else value

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("__"):
            object.__setattr__(self, name, value)
            return
        made = self._made.get(name)
        is_its_own = made is not None and value is made
        self._conversation.outside.replace(name, *([] if is_its_own else [value]))

    def __dir__(self) -> Any:
        talk: Conversation = object.__getattribute__(self, "_conversation")
        if not talk.open:
            return super().__dir__()
        return talk.call_builtin("sorted", talk.held("__dict__"))

    def __delattr__(self, name: str) -> None:
        if name in self._conversation.outside.replaced:
            self._conversation.outside.replace(name)
            return
        raise self._conversation.refuse(f"deletes {self.__name__}.{name}")


def _made(conversation: Conversation, name: str, kind: Kind) -> Any:
    if kind == "class":
        conversation.classes.add(name)
    if kind in ("function", "class"):
        return Function(conversation, None, name)
    if kind in ("constant", "import"):
        return Later(conversation, name, lambda: conversation.ask("get", None, name))
    bases = tuple(
        conversation.errors.get(base) or getattr(builtins, base) for base in kind.split(",")
    )
    ours = () if any(issubclass(base, Error) for base in bases) else (Error,)
    made = ErrorClass(name, (*ours, *bases), {"_talk": conversation, "_name": name})
    assert issubclass(made, Error)
    conversation.errors[name] = made
    return made


class Bindings:
    """Names that test modules, and classes in them, bound to the student's constants and to what
    they made before any test, and parameters: bound anew for each case."""

    def __init__(self, modules: list[types.ModuleType], parameters: list[dict[str, Any]]) -> None:
        classes = [
            value
            for module in modules
            for value in vars(module).values()
            if isinstance(value, type) and value.__module__ == module.__name__
        ]
        bound: list[tuple[Callable[[str, Any], None], Mapping[str, Any]]] = [
            *((functools.partial(setattr, owner), vars(owner)) for owner in (*modules, *classes)),
            *((values.__setitem__, values) for values in parameters),
        ]
        self._bound = [
            (bind, key, value)
            for bind, names in bound
            for key, value in list(names.items())
            if has_later(value)
        ]

    def fetch(self) -> None:
        for bind, key, later in self._bound:
            # What the student's file lacks, or fails to make, stays as it is: whoever uses that
            # gets what was raised.
            with contextlib.suppress(Exception):
                bind(key, made_now(later))

    def forget(self) -> None:
        for bind, key, later in self._bound:
            bind(key, later)
