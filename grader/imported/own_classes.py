"""Classes and exceptions of the test's own that reach the student's code: made over there of their
source, once in a case; and an exception of such a class that comes back is the test's own again.
"""

from __future__ import annotations

import contextlib
import io
from typing import Any, TypeGuard

from ..wire.messages import Raised
from .given import Things
from .object_classes import class_of_object
from .remote_objects import Error, ErrorClass, Object, Talk
from .sent_classes import Source, source_of


class OwnClasses:
    """Those of one case. things: what its test has given."""

    def __init__(self, talk: Talk, things: Things) -> None:
        self._talk = talk
        self._things = things
        # By the id of a class: it, and what was made of it there.
        self._made: dict[int, tuple[Any, Object]] = {}

    def made_of(self, kind: Any, source: Source) -> Object:
        """A class of the test's, as it is made over there: once in a case."""
        if id(kind) not in self._made:
            ask = self._talk.ask
            space = ask("call", "builtins", "dict", (), source.uses, keep=True)
            ask("call", "builtins", "exec", (source.text, space))
            got = ask("call", "operator", "getitem", (space, source.name), keep=True)
            self._made[id(kind)] = kind, got
        return self._made[id(kind)][1]

    def sent(self, value: Any) -> Object | None:
        """An exception class of the test's own, or an exception of one, as it is made over there;
        None for another value."""
        if isinstance(value, Exception):
            kind = self.sent(type(value))
            if kind is None:
                return None
            made: Object = self._talk.ask("call", kind._number, None, value.args, keep=True)
            return made
        if not (isinstance(value, type) and issubclass(value, Exception)):
            return None
        if isinstance(value, ErrorClass) or (module := self._things.module_of(value)) is None:
            return None
        source = source_of(value, module)
        return None if source is None else self.made_of(value, source)

    def told_of(self, error: BaseException) -> tuple[Any, ...]:
        """An error that reaches the student's code: its class's name and its arguments, or what
        stayed there of one of theirs."""
        kind = type(error)
        if isinstance(error, Error):
            return (class_of_object((kind.__name__,), ())(self._talk, error._number),)
        if is_its_own_check(error):
            return (kind.__name__,)  # its text says what is expected
        if kind is io.UnsupportedOperation:
            return ("OSError", *error.args)
        if (sent := self.sent(error)) is not None:
            return (sent,)
        if kind.__module__ != "builtins":
            raise self._talk.refuse(f"raises a {kind.__name__} where the student's code meets it")
        return (kind.__name__, *error.args)

    def raised(
        self, raised: Raised, number: int, args: tuple[Any, ...] | None
    ) -> BaseException | None:
        """The test's own exception, where what was raised is of a class that it sent over."""
        for kind, held in self._made.values():
            if isinstance(kind, ErrorClass) or not isinstance(kind, type):
                continue
            if kind.__name__ != raised.error or args is None:
                continue
            there = class_of_object((raised.error,), ())(self._talk, number)
            if self._talk.call_builtin("isinstance", there, held):
                error: Any = kind.__new__(kind, *args)
                with contextlib.suppress(Exception):
                    error.__init__(*args)
                error.args, error.raised = args, raised
                return error  # type: ignore[no-any-return]  # of a class of the test's
        return None


def is_its_own_check(error: BaseException) -> TypeGuard[AssertionError]:
    """Whether it is an assertion of the test's that failed."""
    return isinstance(error, AssertionError) and not hasattr(error, "raised")
