"""What in a test can't cross, as far as its text says so.

These are the things that would still *run* through a worker, and no longer test what they did: an
`is not` between two copies is always true. What merely fails there needs no rule;
trial_run.py sees it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..imported.own_texts import texts_in
from .edit_source import Test, functions
from .runs_answers import Runs

_FIXTURES = {
    **dict.fromkeys(("capsysbinary", "capfdbinary"), "reads what is printed"),
    "mocker": "replaces something in the student's process",
    **dict.fromkeys(("tmpdir", "tmp_path_factory", "tmpdir_factory"), "uses files"),
    **dict.fromkeys(("caplog", "recwarn"), "reads logs or warnings"),
    "benchmark": "measures time",
}
_MODULES = {
    "inspect": "looks at the student's source or signatures",
    "warnings": "is about warnings",
    "logging": "is about logging",
    "subprocess": "starts a process",
    "runpy": "runs the file as a program",
    "timeit": "measures time",
    "gc": "is about memory",
    "weakref": "is about memory",
    "tracemalloc": "is about memory",
    "importlib": "imports by hand",
    "threading": "uses threads",
    "asyncio": "uses asyncio",
    "pickle": "copies objects of the student's",
}
# By whose names a test has a folder for files, of which the student's code has a copy.
_FOLDERS = {
    "tmp_path",
    "tempfile",
    "mkdtemp",
    "mkstemp",
    "TemporaryDirectory",
    "NamedTemporaryFile",
}
_ATTRIBUTES = {
    **dict.fromkeys(("shares_memory", "may_share_memory", "data_ptr"), "is about shared memory"),
    **dict.fromkeys(("perf_counter", "process_time", "monotonic", "time_ns"), "measures time"),
    **dict.fromkeys(("errstate", "seterr", "seterrcall"), "is about NumPy's warnings"),
    **dict.fromkeys(("warns", "assertWarns", "assertWarnsRegex"), "is about warnings"),
    **dict.fromkeys(("deprecated_call", "simplefilter"), "is about warnings"),
    **dict.fromkeys(("assertLogs", "assertNoLogs"), "is about logging"),
    **dict.fromkeys(("expectedFailure", "xfail"), "is expected to fail"),
    "MonkeyPatch": "replaces something in the student's process",
    "getrefcount": "is about memory",
    "assertNotIsInstance": "asks what something is not an instance of",
    "setrecursionlimit": "sets a limit of the process's",
}
_ENVIRONMENT = "uses the environment other than by monkeypatch.setenv, delenv or patch.dict"
_CALLS = {
    "id": "compares identities",
    "issubclass": "asks for the bases of a class",
    "open": "uses files",
    "input": "reads what is typed",
    "perf_counter": "measures time",
    "default_timer": "measures time",
    "shares_memory": "is about shared memory",
}
IDENTITY = "compares identities with `is`: what crosses is a copy"


class Reasons:
    """The rules, over one file of tests. module: the student's, by the test's name for it."""

    def __init__(self, tree: ast.Module, module: str) -> None:
        self._local = {f.name: f for f in functions(tree)}
        self._class = {
            part: node for node in tree.body if isinstance(node, ast.ClassDef) for part in node.body
        }
        self._autouse = [f for f in functions(tree) if _is_autouse(f)]
        self._students = set(_names_from(tree, module))
        self._runs = Runs(tree, module)
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        outside = [node for node in tree.body if not isinstance(node, kinds)]
        self._texts = [text for node in outside for text in texts_in(node)]
        imported = (a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names)
        self._filled = set(_filled(tree))
        self._claimed = set(_claimed(tree))
        self._of_values = set(_of_values(tree))
        self._has_torch = any(name.partition(".")[0] == "torch" for name in imported)

    def of(self, test: Test) -> tuple[int, str] | None:
        """The first line in a test, or in what it uses of its own file, that can't cross."""
        if isinstance(test, ast.AsyncFunctionDef):
            return test.lineno, "is asynchronous"
        above = self._class.get(test)
        for decorator in above.decorator_list if above is not None else ():
            for node in ast.walk(decorator):
                if said := self._said(node) or self._runs.said(node):
                    return decorator.lineno, said
        used = self._used_by(test)
        folder = any(name in _FOLDERS for function in used for name in _names(function))
        for function in used:
            for node in ast.walk(function):
                if folder and isinstance(node, ast.Call) and ast.unparse(node.func) == "open":
                    continue  # a file of the test's, of which the student's code has a copy
                if said := self._said(node) or self._runs.said(node) or self._of_text(node, used):
                    return getattr(node, "lineno", function.lineno), said
        return None

    def _of_text(self, node: ast.AST, used: list[Test]) -> str | None:
        """Why a text that is run as code can't cross, or one that may be meant."""
        if not isinstance(node, ast.Call) or not self._runs.runs_a_text(node):
            return None
        given = node.args[0]
        own: list[object] = [*self._texts, *(text for one in used for text in texts_in(one))]
        own = [given.value] if isinstance(given, ast.Constant) else own
        parts = (part for text in own for part in ast.walk(_parsed(text)))
        return next((s for part in parts if (s := self._said(part) or self._runs.said(part))), None)

    def _used_by(self, test: Test) -> list[Test]:
        """The test, and the functions and fixtures of the file that it uses, however far."""
        # What unittest and pytest call themselves.
        implied = ("setUp", "setUpClass", "tearDown", "setup_method", "setup_class", "setUpModule")
        queue = [test, *(self._local[n] for n in implied if n in self._local)]
        around = (None, self._class.get(test))
        queue += [f for f in self._autouse if self._class.get(f) in around]
        seen: list[Test] = []
        while queue:
            function = queue.pop(0)
            if function in seen:
                continue
            seen.append(function)
            queue += [self._local[n] for n in _names(function) if n in self._local]
        return seen

    def _said(self, node: ast.AST) -> str | None:
        match node:
            case ast.arg(arg=name):
                return _FIXTURES.get(name)
            case ast.Import(names=names):
                return next((s for a in names if (s := _of_module(a.name))), None)
            case ast.ImportFrom(module=str(name)):
                return _of_module(name)
            case ast.Attribute(value=ast.Name(id="time"), attr="time"):
                return "measures time"
            case ast.Attribute(attr=("backward" | "autograd" | "gradcheck")):
                return "follows gradients into the code" if self._has_torch else None
            case ast.Attribute(attr="environ") | ast.Name(id="environ"):
                return None if node in self._filled else _ENVIRONMENT
            case ast.Attribute(attr="getenv") | ast.Name(id="getenv"):
                return _ENVIRONMENT
            case ast.Name(id=name):
                return None if node in self._of_values else _MODULES.get(name)
            case ast.Attribute(attr=name):
                return _ATTRIBUTES.get(name)
            case ast.Call():
                return self._of_call(node)
            case ast.Compare():
                return self._of_comparison(node)
            case ast.UnaryOp(op=ast.Not(), operand=ast.Call(func=ast.Name(id="isinstance"))):
                return "asks what something is not an instance of"
        return None

    def _of_call(self, node: ast.Call) -> str | None:
        match node.func:
            case ast.Name(id="callable"):
                asked = node.args[0] if len(node.args) == 1 else None
                named = isinstance(asked, ast.Name) and asked.id in self._students
                return "asks whether something can be called" if named else None
            case ast.Name(id="issubclass") if all(map(self._is_students, node.args)):
                return None  # it is asked over there
            case ast.Name(id=name):
                return _CALLS.get(name)
            case ast.Attribute(value=ast.Name(id="os"), attr=("system" | "popen")):
                return "starts a process"
            case ast.Attribute(attr="assertIsNot"):
                plain = any(_is_constant(arg) for arg in node.args[:2])
                return None if plain else IDENTITY
        return None

    def _of_comparison(self, node: ast.Compare) -> str | None:
        sides = [node.left, *node.comparators]
        if any(isinstance(op, (ast.Is, ast.IsNot)) for op in node.ops):
            if node in self._claimed and not any(_is_constant(s) or _is_type_of(s) for s in sides):
                return None  # trial_run.py sees whether it is
            plain = any(_is_constant(side) for side in sides) and not any(
                isinstance(side, ast.Attribute) and side.attr == "base" for side in sides
            )
            builtin = any(_is_type_of(side) for side in sides) and not self._student_in(sides)
            return None if plain or builtin else IDENTITY
        if any(_is_type_of(side) for side in sides) and self._student_in(sides):
            return "compares a type with a class of the student's"
        return None

    def _is_students(self, node: ast.expr) -> bool:
        """Whether it names something of the student's: Box, or box.Box."""
        named = node.value if isinstance(node, ast.Attribute) else node
        return isinstance(named, ast.Name) and named.id in self._students

    def _student_in(self, sides: list[ast.expr]) -> bool:
        named = (n.id for s in sides if not _is_type_of(s) for n in ast.walk(s)
                 if isinstance(n, ast.Name))  # fmt: skip
        return any(name in self._students for name in named)


def _is_autouse(function: Test) -> bool:
    calls = (one for one in function.decorator_list if isinstance(one, ast.Call))
    return any(keyword.arg == "autouse" for call in calls for keyword in call.keywords)


def _parsed(text: object) -> ast.AST:
    """A text as code; nothing where it is none."""
    try:
        return ast.parse(text.strip()) if isinstance(text, str) else ast.Module([], [])
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def _claimed(tree: ast.AST) -> Iterator[ast.expr]:
    """Comparisons with `is` that a test fails by if they are false: true they are between objects
    that stayed where they are, and between two copies never."""
    for node in ast.walk(tree):
        claim = node.test if isinstance(node, ast.Assert) else None
        if isinstance(claim, ast.Compare) and all(isinstance(op, ast.Is) for op in claim.ops):
            yield claim


def is_about_identity(text: str, line: int) -> bool:
    """Whether the statement on a line says that two things are the same."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0):
            claimed = (ast.unparse(n.func) for n in ast.walk(node) if isinstance(n, ast.Call))
            if not hasattr(node, "body") and (
                any(_claimed(node)) or any(name.endswith(".assertIs") for name in claimed)
            ):
                return True
    return False


def _filled(node: ast.AST) -> Iterator[ast.expr]:
    """Dictionaries that are filled for a while, by patch.dict or monkeypatch."""
    for call in ast.walk(node):
        match call:
            case ast.Call(func=ast.Attribute(attr="dict" | "setitem" | "delitem"), args=[what, *_]):
                yield what


def _of_values(node: ast.AST) -> Iterator[ast.expr]:
    """`inspect` where it is asked for what it sees on any value, without looking into code."""
    for asked in ast.walk(node):
        match asked:
            case ast.Attribute(value=ast.Name(id="inspect"), attr="isgenerator"):
                yield asked.value


def _of_module(name: str) -> str | None:
    return next((_MODULES[part] for part in name.split(".") if part in _MODULES), None)


def _names(function: Test) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg


def _names_from(tree: ast.Module, module: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] == module:
            yield from (a.asname or a.name for a in node.names)
        elif isinstance(node, ast.Import):
            yield from ((a.asname or a.name) for a in node.names if a.name == module)
    yield module


def _is_constant(node: ast.expr) -> bool:
    constants = (None, True, False, ...)
    named = isinstance(node, ast.Name) and node.id == "NotImplemented"
    return named or (isinstance(node, ast.Constant) and any(node.value is c for c in constants))


def _is_type_of(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "type"
