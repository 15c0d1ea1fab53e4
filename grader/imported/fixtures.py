"""What tests written for in-process use find around them, as it is while the student's code is
elsewhere: unittest's subtests, pytest's fixtures, and what replaces things.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import pkgutil
import re
import sys
import tempfile
import types
import unittest
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from .conversation import Conversation
from .dictionaries import of_name
from .fake_module import StandIn
from .remote_objects import Error, ErrorClass, Function, Object
from .surroundings import may_be_replaced

_OWN = object()
Captured = namedtuple("Captured", "out err")


@contextmanager
def _subtest(*_: Any, **__: Any) -> Iterator[None]:
    yield


@contextmanager
def ends_at_a_subtest() -> Iterator[None]:
    """While this is open, a subtest that fails ends its test. What the test compared is read off
    its variables: it must not have gone on to the next subtest."""
    own = unittest.TestCase.subTest
    unittest.TestCase.subTest = _subtest  # type: ignore[method-assign]  # put back below
    try:
        yield
    finally:
        unittest.TestCase.subTest = own  # type: ignore[method-assign]


_PATTERNS = ("search", "match", "fullmatch", "split", "findall", "finditer")


@contextmanager
def patterns_read_their_texts() -> Iterator[None]:
    """While this is open, a pattern is looked for in a text of a class of the student's own as in
    the plain text that it is: what stands for it here is none to `re`."""

    def reading(own: Any, place: int) -> Any:
        @functools.wraps(own)
        def read(*args: Any, **kwargs: Any) -> Any:
            return own(*args[:place], *map(_plain_text, args[place:]), **kwargs)

        return read

    with pytest.MonkeyPatch.context() as patch:
        for name in ("assertRegex", "assertNotRegex"):
            patch.setattr(unittest.TestCase, name, reading(getattr(unittest.TestCase, name), 1))
        for name in _PATTERNS:
            patch.setattr(re, name, reading(getattr(re, name), 1))
        yield


def _plain_text(value: Any) -> Any:
    # While a case runs, what stands for such a text says that it is a str.
    said: type = getattr(value, "__class__", object)
    if isinstance(value, Object) and issubclass(said, str):
        return value._talk.ask("plain", value._number, None)
    return value


@contextmanager
def patches_are_told(talk: Conversation, folder: Path) -> Iterator[None]:
    """While this is open, unittest.mock replaces only what the worker is told of."""
    mock: Any = sys.modules.get("unittest.mock")
    if mock is None:
        yield
        return
    own, kind = mock._patch.__enter__, mock._patch_dict
    filled, emptied = kind._patch_dict, kind._unpatch_dict
    undo: dict[int, list[Callable[[], None]]] = {}

    def entered(self: Any) -> Any:
        require_replaceable(talk, folder, self.getter(), self.attribute)
        return own(self)

    def fill(self: Any) -> None:
        known, what = talk.dictionaries, of_name(self.in_dict)
        if known.is_the_tests_own(what, folder):
            filled(self)
            return
        undo.setdefault(id(self), []).append(known.fill(what, self.values, self.clear))
        self._original = {}  # it has been entered

    def empty(self: Any) -> None:
        if undo.get(id(self)):
            undo[id(self)].pop()()
        else:
            emptied(self)

    mock._patch.__enter__, kind._patch_dict, kind._unpatch_dict = entered, fill, empty
    try:
        yield
    finally:
        mock._patch.__enter__, kind._patch_dict, kind._unpatch_dict = own, filled, emptied


def require_replaceable(talk: Conversation, folder: Path, target: Any, name: str) -> None:
    """Raises CannotCross for what is replaced here, and would not be where the student's code is.
    What belongs to the tests may be replaced as they like."""
    kind = type(target)
    if issubclass(kind, StandIn) or may_be_replaced(target, name):
        return
    if issubclass(kind, (Function, Object, ErrorClass, Error)):
        raise talk.refuse(f"replaces {name} of an object of the student's")
    owner = target if isinstance(target, (type, types.ModuleType)) else kind
    module = owner if isinstance(owner, types.ModuleType) else sys.modules.get(owner.__module__)
    file = getattr(module, "__file__", None)
    if not isinstance(file, str) or Path(file).parent != folder:
        shown = getattr(owner, "__name__", "something")
        raise talk.refuse(
            f"replaces {shown}.{name}, of which the student's code would know nothing"
        )


class _Subtests:
    """pytest's `subtests`: the first that fails ends the test."""

    test = staticmethod(_subtest)


class _Heard:
    """pytest's `capsys`, which keeps to itself what nobody asked for."""

    def __init__(self) -> None:
        self._out, self._err = io.StringIO(), io.StringIO()

    def readouterr(self) -> Captured:
        found = Captured(self._out.getvalue(), self._err.getvalue())
        for stream in (self._out, self._err):
            stream.seek(0)
            stream.truncate()
        return found

    @contextmanager
    def listening(self) -> Iterator[_Heard]:
        with contextlib.redirect_stdout(self._out), contextlib.redirect_stderr(self._err):
            yield self

    @contextmanager
    def disabled(self) -> Iterator[None]:
        """Where a test prints for people: nobody is there."""
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            yield


class Patches:
    """pytest's `monkeypatch`, as far as the worker is told of what it replaces."""

    def __init__(self, talk: Conversation, folder: Path) -> None:
        self._talk, self._folder = talk, folder
        self._own = pytest.MonkeyPatch()
        self._filled: list[Callable[[], None]] = []

    def setattr(self, target: Any, name: Any, value: Any = _OWN, raising: bool = True) -> None:
        if isinstance(target, str):
            path, _, attribute = target.rpartition(".")
            target, name, value = pkgutil.resolve_name(path), attribute, name
        require_replaceable(self._talk, self._folder, target, name)
        self._own.setattr(target, name, value, raising)

    def setenv(self, name: str, value: str, prepend: str | None = None) -> None:
        if prepend:
            raise self._talk.refuse("puts something before a variable of this machine's")
        self._fill(os.environ, {name: str(value)})

    def delenv(self, name: str, raising: bool = True) -> None:
        self._fill(os.environ, gone=[name])

    def setitem(self, dic: Any, name: Any, value: Any) -> None:
        if self._is_own(dic):
            self._own.setitem(dic, name, value)
        else:
            self._fill(dic, {name: value})

    def delitem(self, dic: Any, name: Any, raising: bool = True) -> None:
        if self._is_own(dic):
            self._own.delitem(dic, name, raising)
        else:
            self._fill(dic, gone=[name], sure=raising)

    def chdir(self, path: Any) -> None:
        self._own.chdir(path)

    def undo(self) -> None:
        while self._filled:
            self._filled.pop()()
        self._own.undo()

    def _fill(self, dic: Any, values: Any = types.MappingProxyType({}), **how: Any) -> None:
        self._filled.append(self._talk.dictionaries.fill(dic, values, **how))

    def _is_own(self, dic: Any) -> bool:
        return self._talk.dictionaries.is_the_tests_own(dic, self._folder)

    @contextmanager
    def context(self) -> Iterator[Patches]:
        inner = Patches(self._talk, self._folder)
        try:
            yield inner
        finally:
            inner.undo()

    def __getattr__(self, name: str) -> Any:
        if not hasattr(pytest.MonkeyPatch, name):
            raise AttributeError(name)  # Hypothesis asks whether an argument is a mock
        raise self._talk.refuse(f"uses monkeypatch.{name}: the student's code would not see it")


def fixtures_for(talk: Conversation, folder: Path) -> Any:
    """A pytest plugin with the fixtures of tests that are imported."""

    class Fixtures:
        @pytest.fixture
        def monkeypatch(self) -> Iterator[Patches]:
            with Patches(talk, folder).context() as patches:
                yield patches

        @pytest.fixture
        def capsys(self) -> Iterator[_Heard]:
            with _Heard().listening() as heard:
                yield heard

        @pytest.fixture
        def capfd(self, capsys: _Heard) -> _Heard:
            """What C code prints is heard by nobody; the rest is what capsys hears."""
            return capsys

        @pytest.fixture
        def tmp_path(self) -> Iterator[Path]:
            with talk.guard.off():
                made = tempfile.TemporaryDirectory(prefix="kata-")
            with made as name:
                yield talk.share(Path(name).resolve())

        @pytest.fixture
        def subtests(self) -> _Subtests:
            return _Subtests()

    return Fixtures()
