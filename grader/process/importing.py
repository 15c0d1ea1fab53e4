"""Holds a submission to what it may import, whatever its code calls itself.

    __import__  the one that everybody finds asks who imports: a module's own code, as its loader
                gives it, may import what it needs; code made on the way is the submission's
    finding     what isn't loaded yet is found or not below sys.meta_path, which anybody may change

What is loaded already is in sys.modules for whoever reaches it.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.machinery import FrozenImporter, SourceFileLoader, SourcelessFileLoader
from itertools import takewhile
from types import CodeType, FrameType, ModuleType
from typing import Any
from zipimport import zipimporter

from .executor import Executor
from .provided import Provided
from .source_rules import import_refused

# Not importlib.import_module: this is the module that does it for everybody.
_bootstrap = sys.modules["importlib._bootstrap"]
# As it is now: whoever replaces it changes nothing here.
_getframe = sys._getframe
# The events that Python tells of machine code that is loaded, and where the file's name stands.
_LOADED_FROM = {"import": 1, "ctypes.dlopen": 0}
_LOADERS = (SourceFileLoader, SourcelessFileLoader, zipimporter)
_MACHINERY = ("importlib._bootstrap", "importlib._bootstrap_external", "importlib", __name__)


class Surroundings:
    """What is imported before there is a submission. The warm parent takes it down: going through
    thousands of modules is as long as all calls of a small exercise, and each worker would."""

    def __init__(self) -> None:
        self.loaded: dict[int, Any] = {}
        self.ours: set[CodeType] = set()
        self.libraries: set[str] = set()
        self._last = ""
        self.renew()

    def renew(self) -> None:
        """Takes down what has been imported since, too: that comes last. To touch the names of the
        others would cost a worker, as a fork, a copy of the memory that they lie in."""
        names = list(takewhile(lambda name: name != self._last, reversed(sys.modules)))
        new = {name: sys.modules[name] for name in names}
        self._last = names[0] if names else self._last
        # By their globals: a submission can put what it likes into sys.modules.
        self.loaded |= {id(vars(m)): m for m in new.values() if hasattr(m, "__dict__")}
        own = [m for name, m in new.items() if _top(name) == _top(__name__)]
        self.ours.update(_own_codes(own))
        tops = {_top(name) for name in new} - {_top(__name__)}
        self.libraries |= tops - sys.stdlib_module_names


class Imports:
    """What the submission of this process may import. open: no longer held to by anybody but the
    submission's own file."""

    def __init__(
        self,
        executor: Executor,
        file: str,
        allowed: Sequence[str] | None,
        forbidden: Sequence[str],
        around: Surroundings | None = None,
    ) -> None:
        self._executor = executor
        self._file = file
        self._allowed = allowed
        self._forbidden = tuple(forbidden)
        self.open = False
        self._real = builtins.__import__
        self._find: Callable[..., Any] = _bootstrap._find_spec
        self._machinery = [vars(sys.modules[name]) for name in _MACHINERY]
        around = around or Surroundings()
        around.renew()
        self._loaded, self._ours = around.loaded, around.ours
        self._known: dict[int, tuple[CodeType, bool]] = {}
        # The libraries that were there, and those that they have imported since.
        self._libraries = around.libraries
        # The exercise's own modules.
        self.provided = Provided({}, "")
        # Where libraries lie, before anybody changes it.
        self._path = tuple(os.path.realpath(folder) + os.sep for folder in sys.path if folder)

    def hold(self, namespace: dict[str, Any]) -> None:
        """Gives a module of the submission's an __import__ that keeps the rules."""

        # Not the method: its __self__ would hand the rules out.
        def guarded(name: str, *args: Any, **kwargs: Any) -> Any:
            return self.guarded(name, *args, **kwargs)

        module = ModuleType("builtins")
        own = vars(module)
        own |= {**vars(builtins), "__import__": guarded}
        # As Python has it: a program finds the module there, what is imported its names.
        is_program = namespace.get("__name__") == "__main__"
        namespace["__builtins__"] = module if is_program else own
        _follow_builtins(own)

    def guarded(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """For the submission's own file."""
        if said := import_refused(name, self._allowed, self._forbidden):
            self._executor.forbidden.append(said)
            raise ImportError(said)
        started = time.monotonic()
        try:
            return self._real(name, *args, **kwargs)
        finally:
            self._executor.importing_s += time.monotonic() - started

    def shared(self, asking: FrameType, name: str, *args: Any, **kwargs: Any) -> Any:
        """For whoever asks."""
        if asking.f_code.co_filename == self._file:
            return self.guarded(name, *args, **kwargs)
        refused = not self.open and import_refused(name, self._allowed, self._forbidden)
        asks = self.guarded if refused and not self.is_a_modules_own(asking) else self._real
        return asks(name, *args, **kwargs)

    def heard(self, event: str, arguments: Sequence[Any]) -> None:
        """Refuses machine code that is loaded by its file: no import needs to find that."""
        if self.open or event not in _LOADED_FROM:
            return
        file = arguments[_LOADED_FROM[event]]
        said = _code_refused(os.fsdecode(file), self._forbidden, self._path) if file else None
        if said:
            self._executor.forbidden.append(said)
            raise ImportError(said)

    def find(self, name: str, path: Any, target: Any = None) -> Any:
        """A module's spec; None for one that is not to be found. Who only looks whether one is
        there must hear no, not an error."""
        if self.open or self._may_be_found(name):
            return self._find(name, path, target)
        return None

    def _may_be_found(self, name: str) -> bool:
        if import_refused(name, None, self._forbidden):
            return False
        top = _top(name)
        if self._allowed is None or top in self._allowed or top in sys.stdlib_module_names:
            return True
        asking = self._importer()
        if asking is None or not self.is_a_modules_own(asking):
            return False
        if _top(str(asking.f_globals.get("__name__"))) not in {*self._libraries, *self._allowed}:
            return False
        self._libraries.add(top)
        return True

    def _importer(self) -> FrameType | None:
        """Whoever imports, below the machinery that does it."""
        frame: FrameType | None = _getframe(1)
        while frame is not None and any(frame.f_globals is own for own in self._machinery):
            frame = frame.f_back
        return frame

    def is_a_modules_own(self, frame: FrameType) -> bool:
        """Whether a frame runs code of the module that it says it is in."""
        if self.provided.runs(frame):
            return True
        names, code = frame.f_globals, frame.f_code
        module = self._loaded.get(id(names)) or _found_since(names, self._path)
        if getattr(module, "__dict__", None) is not names:
            return False
        if code in self._ours and _top(str(names.get("__name__"))) == _top(__name__):
            return True
        known = self._known.get(id(code))
        if known is None:
            # With the code, so that no other can have its id.
            known = self._known[id(code)] = code, code in _loaders_codes(module)
        return known[1]


def guard_imports(
    executor: Executor,
    file: str,
    allowed: Sequence[str] | None,
    forbidden: Sequence[str],
    around: Surroundings | None = None,
) -> Imports:
    """Has everybody in this process import by the rules, of which libraries keep what they need.
    To be done once."""
    imports = Imports(executor, file, allowed, forbidden, around)
    if forbidden:
        sys.addaudithook(lambda event, arguments: imports.heard(event, arguments))

    def shared(name: str, *args: Any, **kwargs: Any) -> Any:
        return imports.shared(_getframe(1), name, *args, **kwargs)

    def find(name: str, path: Any, target: Any = None) -> Any:
        return imports.find(name, path, target)

    # The module that everybody shares is easily reached (print.__self__).
    builtins.__import__ = shared
    _bootstrap._find_spec = find  # type: ignore[attr-defined]  # no part of its interface
    return imports


def _follow_builtins(own: dict[str, Any]) -> None:
    """Has a module's own builtins be those of the module that everybody shares, besides
    __import__: a test puts its own input() or print() there for a while."""

    class Builtins(ModuleType):
        def __setattr__(self, name: str, value: Any) -> None:
            super().__setattr__(name, value)
            if name != "__import__":
                own[name] = value

        def __delattr__(self, name: str) -> None:
            super().__delattr__(name)
            if name != "__import__":
                own.pop(name, None)

    Builtins.__name__ = Builtins.__qualname__ = ModuleType.__name__
    builtins.__class__ = Builtins


def _found_since(names: dict[str, Any], path: Sequence[str]) -> Any:
    """The module whose names these are, that was imported from where libraries lie. What else is in
    sys.modules a submission may have written, and put there."""
    module = sys.modules.get(str(names.get("__name__")))
    loader = getattr(getattr(module, "__spec__", None), "loader", None)
    file = os.path.realpath(getattr(loader, "path", ""))
    return module if loader is FrozenImporter or file.startswith(tuple(path)) else None


def _code_refused(file: str, forbidden: Sequence[str], path: Sequence[str]) -> str | None:
    """Why a file of machine code may not be loaded: it is a forbidden module's, or one that a
    submission may have written."""
    file = os.path.realpath(file) if os.path.dirname(file) else file
    around = [folder for folder in path if file.startswith(folder)]
    if around:
        dotted = re.sub(r"[/\\]", ".", file[len(max(around, key=len)) :])
        # Told by the module's name, not by that of the machine code in it.
        known = (name for name in forbidden if import_refused(dotted, None, [name]))
        return next((import_refused(name, None, [name]) for name in known), None)
    written = (os.path.realpath(place) for place in (os.getcwd(), tempfile.gettempdir()))
    if any(file.startswith(place + os.sep) for place in written):
        return "loads machine code of its own, which may do the exercise for you"
    return None


def _top(name: str) -> str:
    return name.partition(".")[0]


def _loaders_codes(module: Any) -> Iterator[CodeType]:
    """A module's code once more, from where it was loaded. Equal is as good as the same. None where
    its loader isn't one of Python's: a submission can give any module its own."""
    with contextlib.suppress(Exception):
        spec = module.__spec__
        if type(spec.loader) in _LOADERS or spec.loader is FrozenImporter:
            yield from _inside(spec.loader.get_code(spec.name))


def _own_codes(modules: Sequence[Any]) -> Iterator[CodeType]:
    """Of our own modules, whose files a confined worker can't read."""
    for module in modules:
        for value in list(vars(module).values()):
            for found in (value, *vars(value).values()) if isinstance(value, type) else [value]:
                code = getattr(getattr(found, "__func__", found), "__code__", None)
                yield from _inside(code)


def _inside(code: Any) -> Iterator[CodeType]:
    if isinstance(code, CodeType):
        yield code
        for constant in code.co_consts:
            yield from _inside(constant)
