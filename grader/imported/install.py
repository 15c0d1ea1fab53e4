"""Puts a stand-in for the student's module where imported tests look for it, and takes it away.

Only for checks that import the module by name; those that take the `student` fixture need none.
What the module has is read from the reference's source: it is never imported here.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import os
import sys
import sysconfig
import types
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

from ..checks.channel import Channel
from ..wire import arrays
from . import causes
from .conversation import Conversation
from .fake_module import Bindings, StandIn
from .fixtures import (
    ends_at_a_subtest,
    fixtures_for,
    patches_are_told,
    patterns_read_their_texts,
)
from .remote_objects import Function
from .temporary import temporary_files_are_shared

# What folders of somebody's own work are called.
_FOLDERS = {"src", "test", "tests"}
_ENUMS = {"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"}


class InstalledModule:
    """The stand-in of one collected checks.py. names: the dotted names that it is imported by."""

    def __init__(self, folder: Path, names: set[str], conversation: Conversation) -> None:
        self._folder = folder
        self._beginning = str(folder) + os.sep
        self._names = names
        self._conversation = conversation
        self._modules: dict[str, types.ModuleType] = {}
        self._bindings = Bindings([], [])
        self._tensors = False

    @contextmanager
    def open(self) -> Iterator[None]:
        """While this is open, the module's names lead to the stand-in."""
        before, path = dict(sys.modules), list(sys.path)
        sys.modules.update(self._modules)
        sys.path.insert(0, str(self._folder))
        try:
            yield
        finally:
            sys.path[:] = path
            for name in [n for n, m in sys.modules.items() if self._is_ours(m)]:
                del sys.modules[name]
            sys.modules.update({n: before[n] for n in self._modules if n in before})

    def build(self, source: str) -> None:
        """Makes the modules. source: the reference's."""
        tree = ast.parse(source)
        kinds, public, modules = names_of(tree), public_names(tree), modules_of(tree)
        for dotted in sorted(self._names):
            stand_in = StandIn(dotted, self._conversation, kinds, public, modules)
            self._modules[dotted] = stand_in
            child: types.ModuleType = stand_in
            while "." in dotted:
                dotted, _, last = dotted.rpartition(".")
                package = self._modules.setdefault(dotted, types.ModuleType(dotted))
                package.__path__ = []
                setattr(package, last, child)
                child = package

    def provide(self, name: str) -> None:
        """A module that both sides have: its values are the same here, and what it makes objects
        with is used over there, where they are the student's code's to look at."""
        real = vars(importlib.import_module(name))
        made = self._modules[name] = types.ModuleType(name)
        vars(made).update(real)
        for key, value in real.items():
            theirs = isinstance(value, (type, types.FunctionType)) and value.__module__ == name
            if theirs and not _is_an_exception(value):
                setattr(made, key, Function(self._conversation, name, key))

    def collected(
        self, test_modules: list[types.ModuleType], parameters: list[dict[str, Any]]
    ) -> None:
        """Finds what of the student's the tests bound, once pytest has loaded them. parameters: of
        each test."""
        helpers = [m for m in list(sys.modules.values()) if self._is_in_folder(m)]
        self._bindings = Bindings([*test_modules, *helpers], parameters)
        self._conversation.collecting = False
        self._conversation.modules |= {m.__name__: m for m in (*helpers, *test_modules)}
        self._tensors = any(_uses_torch(module) for module in (*test_modules, *helpers))

    @contextmanager
    def case(self) -> Iterator[None]:
        """One run of a test's body."""
        before = arrays.REAL_TENSORS
        talk = self._conversation
        with (
            self.open(),
            ends_at_a_subtest(),
            patterns_read_their_texts(),
            patches_are_told(talk, self._folder),
            temporary_files_are_shared(talk),
        ):
            talk.begin()
            try:
                arrays.REAL_TENSORS = self._tensors
                talk.call_early()
                self._bindings.fetch()
                yield
                talk.guard.settle()
            finally:
                arrays.REAL_TENSORS = before
                self._bindings.forget()
                talk.end()

    def fixtures(self) -> Any:
        """A pytest plugin: the fixtures that such tests know."""
        return fixtures_for(self._conversation, self._folder)

    @property
    def refused(self) -> BaseException | None:
        """Why the tests can't be collected, where it is that something can't cross."""
        return self._conversation.refused

    def settle(self) -> None:
        self._conversation.settle()

    def _is_ours(self, module: types.ModuleType) -> bool:
        return any(module is made for made in self._modules.values()) or self._is_in_folder(module)

    def _is_in_folder(self, module: types.ModuleType) -> bool:
        """Asked of thousands of modules for each case: nearly all are somewhere else at sight."""
        file = vars(module).get("__file__") if isinstance(module, types.ModuleType) else None
        return (
            isinstance(file, str)
            and file.startswith(self._beginning)
            and os.sep not in file[len(self._beginning) :]
        )


def _is_an_exception(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, BaseException)


def _uses_torch(module: types.ModuleType) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and any(
        value is torch or getattr(value, "__module__", "") == "torch"
        for value in vars(module).values()
        if isinstance(value, (types.ModuleType, types.FunctionType, types.BuiltinFunctionType))
    )


def stage_for(
    file: Path, module: str, channel: Channel, provided: Sequence[str] = ()
) -> InstalledModule | None:
    """The stage that a checks.py needs; None where it doesn't import the student's module.

    module: the name of the student's file, without .py. Its dotted names count, as `hw.conv` for
    `conv`. provided: modules that lie beside it and can be imported here.

    Reads every Python file beside the checks: fixtures may stand in a conftest.py.
    """
    trees = []
    for path in sorted(file.parent.glob("*.py")):
        if path.name not in ("solution.py", "not_imported.py"):
            try:
                trees.append(ast.parse(path.read_text("utf-8")))
            except (OSError, SyntaxError, ValueError):
                continue  # pytest says it better
    names = {name for tree in trees for name in imported_as(tree, module)}
    reference = file.with_name("solution.py")
    if not names or not reference.is_file():
        return None
    conversation = Conversation(channel, file.parent)
    conversation.causes = causes.asked_for(trees)
    stage = InstalledModule(file.parent, names, conversation)
    stage.build(reference.read_text("utf-8"))
    for name in provided:
        stage.provide(name)
    return stage


def imported_as(tree: ast.Module, module: str) -> set[str]:
    """The dotted names, ending in `module`, by which a file of tests imports it."""
    # `from clock import clock` names a function, not a module in a package; what
    # `from scipy.signal import convolve` names is SciPy's, whatever the student's file is called.
    parts = {name: name.split(".") for name in imports(tree)}
    named = {n: p for n, p in parts.items() if p[-1] == module and module not in p[:-1]}
    return {n for n, p in named.items() if len(p) == 1 or not _is_a_library(p[0])}


def _is_a_library(name: str) -> bool:
    """Whether a package is Python's or an installed one. Some install their tests as `tests`."""
    if name in _FOLDERS:
        return False
    if name == __name__.partition(".")[0]:  # kata's own, which may be installed as a link
        return True
    where = [sysconfig.get_path(of) for of in ("purelib", "platlib")]
    found = name in sys.stdlib_module_names or PathFinder.find_spec(name, where)
    return bool(found)


def imports(tree: ast.AST) -> set[str]:
    """The dotted names that a file may import: of `from a import b`, both a and a.b."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def names_of(tree: ast.Module) -> dict[str, str]:
    """What a module has at its top level: "function", "class", "constant", "import", or for an
    exception class its bases' names, joined by commas."""
    kinds: dict[str, str] = {}
    for node in _top_level(tree.body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            kinds[node.name] = "function"
        elif isinstance(node, ast.ClassDef):
            kinds[node.name] = _kind_of_class(node, kinds)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names = (a.asname or a.name.partition(".")[0] for a in node.names if a.name != "*")
            kinds.update(dict.fromkeys(names, "import"))
        else:
            kinds.update(dict.fromkeys(_assigned(node), "constant"))
    return kinds


def modules_of(tree: ast.Module) -> dict[str, str]:
    """Python's own modules that a module imports whole, by its name for them."""
    imports = (node for node in _top_level(tree.body) if isinstance(node, ast.Import))
    found = {a.asname or a.name: a.name for node in imports for a in node.names}
    return {name: module for name, module in found.items() if module in sys.stdlib_module_names}


def _top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        yield node
        for part in ("body", "orelse", "finalbody"):
            if isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.While)):
                yield from _top_level(getattr(node, part, []))


def _assigned(node: ast.stmt) -> Iterator[str]:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.For)):
        targets = [node.target]
    for target in targets:
        # `Clock.zero = Clock(0)` reads the name Clock, and doesn't bind it.
        stored = (n for n in ast.walk(target) if isinstance(n, ast.Name))
        yield from (n.id for n in stored if isinstance(n.ctx, ast.Store))


def _kind_of_class(node: ast.ClassDef, kinds: dict[str, str]) -> str:
    bases = [base.id if isinstance(base, ast.Name) else ast.unparse(base) for base in node.bases]
    if node.keywords or any(base.rpartition(".")[2] in _ENUMS for base in bases):
        return "constant"
    errors = [b for b in bases if _is_exception(b) or kinds.get(b, "class") not in _PLAIN]
    return ",".join(errors) if errors else "class"


_PLAIN = ("function", "class", "constant", "import")


def public_names(tree: ast.Module) -> list[str]:
    """What `from module import *` brings, but for what the module imported itself: a test that
    relies on that relies on more than the exercise asks for."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and "__all__" in _assigned(node):
            try:
                return [str(name) for name in ast.literal_eval(node.value)]
            except ValueError:
                break
    kinds = names_of(tree)
    return [n for n, kind in kinds.items() if kind != "import" and not n.startswith("_")]


def _is_exception(name: str) -> bool:
    found = getattr(builtins, name, None)
    return isinstance(found, type) and issubclass(found, BaseException)
