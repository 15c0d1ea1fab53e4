"""Does once what each worker would do again with a library that its file imports.

    grader        `named`: which libraries a file imports, by its text
    warm parent   `Libraries.prepare`: a child imports them, where that leaves something behind;
                  then pyplot and torch's compiler, which take half a second of each worker else,
                  are imported here
    worker        reads what is there, and is given a copy of matplotlib's list of fonts

A library that was installed without bytecode takes seconds to compile, and matplotlib lists the
machine's fonts, each time anew where nothing can be kept. What is kept lies in a folder of kata's
own. The child has seen no submission, and is confined all the same: it writes there and nowhere
else, and sees the fonts that a worker will see. A worker may read there and not write.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from ..confine import confine
from ..wire.names import is_name
from ..wire.parent_messages import Isolation
from . import warm
from .bytecode import beside, look_in
from .source_rules import import_refused

# For one import, on whatever machine.
MAX_S = 60.0
MAX_NAMES = 20
_STEP_S = 0.02
_WITH_FONTS = ("matplotlib", "pylab", "seaborn")
_PYPLOT = "matplotlib.pyplot"
_BRINGS = (
    *("matplotlib", "numpy", "PIL", "contourpy", "cycler", "dateutil", "fontTools", "kiwisolver"),
    *("mpl_toolkits", "packaging", "pyparsing", "six"),
)
_DRAWS = re.compile(
    rb"^[ \t]*(?:import[ \t]+matplotlib\.pyplot\b|from[ \t]+matplotlib\.pyplot[ \t]+import\b"
    rb"|from[ \t]+matplotlib[ \t]+import\b[^\n]*\bpyplot\b)",
    re.M,
)
# What torch loads with the first optimiser, or where it makes a function's gradient a function.
_COMPILER = "torch._dynamo"
_NEEDS_COMPILER = re.compile(rb"\boptim\b|\btorch\.func\b")
# What tells matplotlib to be otherwise than a worker would find it.
_TOLD = ("MPLCONFIGDIR", "MPLBACKEND", "MATPLOTLIBRC")
# In the folder, beside the paths of the files whose bytecode is kept.
_FONTS, _DONE = ".fonts", ".done"
_IMPORT = re.compile(
    rb"(?:^|;)[ \t]*(?:import[ \t]+([^\n;#]+)|from[ \t]+([\w.]+)[ \t]+import\b)", re.M
)


def named(source: bytes) -> tuple[str, ...]:
    """The top-level modules that a file imports, as far as its text says so."""
    found: dict[str, None] = {}
    for several, one in _IMPORT.findall(source):
        for part in (several or one).decode("utf-8", "replace").split(","):
            name = part.strip().partition(" ")[0].partition(".")[0]
            if is_name(name):
                found[name] = None
    return tuple(found)[:MAX_NAMES]


def drawing(
    source: bytes, allowed: Sequence[str] | None, forbidden: Sequence[str], requires: Sequence[str]
) -> tuple[str, ...]:
    """pyplot's name, where a file draws with it. Nothing where a file of the exercise may not have
    all that it brings along: that is there for every later submission too."""
    refused = any(import_refused(name, allowed, forbidden) for name in _BRINGS)
    if refused or "numpy" not in requires or not _DRAWS.search(source):
        return ()
    return (_PYPLOT,)


def compiling(source: bytes, requires: Sequence[str]) -> tuple[str, ...]:
    """torch's compiler, where a file uses something of torch that loads it."""
    return (_COMPILER,) if "torch" in requires and _NEEDS_COMPILER.search(source) else ()


def lend_fonts(folder: str, names: Iterable[str], home: str) -> None:
    """Gives a worker its own copy of the list of fonts, where its file draws."""
    if not folder or not set(names) & set(_WITH_FONTS):
        return
    cache = os.path.join(home, ".cache", "matplotlib")
    with suppress(OSError):
        for name in os.listdir(os.path.join(folder, _FONTS)):
            if name.startswith("fontlist"):
                os.makedirs(cache, exist_ok=True)
                shutil.copyfile(os.path.join(folder, _FONTS, name), os.path.join(cache, name))


class Libraries:
    """What the warm parent has prepared. folder: of kata's own; "" for none, then nothing is.
    loaded: what is imported already, on which it depends what is not."""

    def __init__(self, folder: str, readable: Sequence[str], loaded: Sequence[str]) -> None:
        self._folder = folder
        self.readable = (*readable, folder) if folder else tuple(readable)
        self._loaded = "+".join(sorted(loaded))
        self._seen: set[str] = set()
        if folder:
            look_in(folder)

    def prepare(
        self,
        names: Iterable[str],
        isolation: Isolation,
        fork: Callable[[], int],
        meanwhile: Callable[[], None],
    ) -> None:
        """Has a child import those of the libraries that nobody has prepared yet. Never raises:
        what it didn't do, each worker does. meanwhile: is called while the child is at it."""
        wanted = {name: done for name in names if (done := self._missing(name)) is not None}
        self._seen.update(names)
        if wanted:
            self._have_imported(wanted, isolation, fork, meanwhile)
        if _PYPLOT in names:
            self._hold_pyplot()
        if _COMPILER in names:
            warm.modules((_COMPILER,))

    def _have_imported(
        self,
        wanted: dict[str, str],
        isolation: Isolation,
        fork: Callable[[], int],
        meanwhile: Callable[[], None],
    ) -> None:
        with suppress(OSError):
            os.makedirs(os.path.join(self._folder, _DONE), exist_ok=True)
            child = fork()
            if child == 0:
                self._import(tuple(wanted), isolation)
            if _ended_well(child, meanwhile):
                for done in wanted.values():
                    open(done, "wb").close()

    def _missing(self, name: str) -> str | None:
        """The file that will say that it is prepared; None where there is nothing to be done."""
        if not self._folder or name in self._seen or name in sys.modules:
            return None
        done = self._mark(name)
        return None if done is None or os.path.exists(done) else done

    def _mark(self, name: str) -> str | None:
        """The file that says that it is prepared; None where nothing need be."""
        top = name.partition(".")[0]
        with suppress(Exception):
            spec = importlib.util.find_spec(top)
            file = spec.origin if spec is not None else None
            if file is None or not file.endswith(".py") or not _is_installed(file):
                return None
            if top not in _WITH_FONTS and os.path.exists(beside(file)):
                return None
            known = f"{name}-{os.stat(file).st_mtime_ns:x}-{self._loaded}"
            return os.path.join(self._folder, _DONE, known[:200])
        return None

    def _hold_pyplot(self) -> None:
        """Imports it here, once a child has shown that it leaves no thread behind, and with the
        fonts that the child has listed: else this process would list its own."""
        done = self._mark(_PYPLOT) if self._folder and _PYPLOT not in sys.modules else None
        fonts = os.path.join(self._folder, _FONTS)
        if done is None or not os.path.exists(done) or not _has_list(fonts):
            return
        told = {name: os.environ.pop(name) for name in _TOLD if name in os.environ}
        os.environ["MPLCONFIGDIR"] = fonts
        with suppress(Exception, SystemExit):
            importlib.import_module(_PYPLOT)
        del os.environ["MPLCONFIGDIR"]
        os.environ.update(told)

    def _import(self, names: Sequence[str], isolation: Isolation) -> None:
        """In the child, which ends here. It may start nothing and reach nobody."""
        code = 1
        with suppress(BaseException):
            limits = confine.Limits(MAX_S, None, file_size_mib=64, descriptors=256)
            confine.confine(
                limits, keep=(), readable=self.readable, isolation=isolation, home=self._folder
            )
            os.environ["HOME"] = os.environ["TMPDIR"] = self._folder
            os.environ["MPLCONFIGDIR"] = os.path.join(self._folder, _FONTS)
            sys.dont_write_bytecode = False
            for name in names:
                with suppress(Exception):
                    importlib.import_module(name)
            if "matplotlib" in sys.modules:
                importlib.import_module("matplotlib.font_manager")
            code = 0 if threading.active_count() == 1 else 1
        os._exit(code)


def _has_list(folder: str) -> bool:
    with suppress(OSError):
        return any(name.startswith("fontlist") for name in os.listdir(folder))
    return False


def _ended_well(child: int, meanwhile: Callable[[], None]) -> bool:
    end = time.monotonic() + MAX_S
    while (found := os.waitpid(child, os.WNOHANG)) == (0, 0):
        if time.monotonic() > end:
            os.kill(child, 9)
            os.waitpid(child, 0)
            return False
        meanwhile()
        time.sleep(_STEP_S)
    return found[1] == 0


def _is_installed(file: str) -> bool:
    """Whether it is somebody's library: Python's own modules have bytecode, or see bytecode.py."""
    return not {"site-packages", "dist-packages"}.isdisjoint(file.split(os.sep))
