"""Which file of an instructor's folder is what. Guesses where it can, and says what it guessed."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..imported.install import imported_as, imports
from .by_hand import PROGRAM, by_hand
from .edit_source import functions
from .provided import listed_files, provided_by

_APART = {"venv", "node_modules", "__pycache__", "site-packages", "build", "dist"}
_SOLUTIONS = (
    "solution.py", "*_solution.py", "solution_*.py", "solutions.py", "example.py", "*_example.py",
    "reference.py", "*_reference.py", ".meta/example.py", ".meta/exemplar.py",
)  # fmt: skip
_STUBS = ("stub.py", "*_stub.py", "starter.py", "*_starter.py", "*_template.py", "template.py")
_STATEMENTS = ("README.md", ".docs/instructions.md", "instructions.md", "readme.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """An instructor's files. home: where the tests look for the module, in the folder; provided:
    modules that students get beside their file; beside: what the tests alone need."""

    folder: Path
    module: str
    home: Path
    stub: Path | None
    solution: Path
    tests: tuple[Path, ...]
    provided: tuple[Path, ...]
    beside: tuple[Path, ...]
    statement: Path | None


def find_sources(
    folder: Path,
    stub: Path | None = None,
    solution: Path | None = None,
    tests: Sequence[Path] = (),
    module: str | None = None,
    provided: Sequence[Path] = (),
) -> Sources:
    """Everything in its part. Raises UsageError for a part that can't be found, with the option
    that names it."""
    if not folder.is_dir():
        raise UsageError(
            f"{folder} is not a folder.", "Name the folder with the stub and the tests."
        )
    for path in (*tests, *provided, *(p for p in (stub, solution) if p)):
        if not path.is_file():
            raise UsageError(f"There is no file {path}.")
    found_tests = tuple(tests) or _tests(folder)
    trees = [_parsed(path) for path in found_tests]
    listed = listed_files(folder)
    named = module or _named_by(found_tests, trees) or _listed_module(listed, trees)
    name, home = _module(folder, dict(zip(found_tests, trees, strict=True)), named, stub)
    solution = solution or _solution(folder, home, found_tests)
    if stub is None:
        stub = next((p for p in _matching(folder, _STUBS) if p != solution), None)
    if stub is None and home.is_file() and home.resolve() != solution.resolve():
        stub = home
    own = {stub, solution, home, *found_tests}
    known = [*provided, *(p for p in listed.get("editor", ()) if p.suffix == ".py")]
    given = tuple(provided_by(folder, home, known, stub or solution, solution, trees, own))
    beside = tuple(_beside(folder, found_tests, trees, {*own, *given}))
    statement = next((p for s in _STATEMENTS if (p := folder / s).is_file()), None)
    return Sources(
        folder=folder,
        module=name,
        home=home.relative_to(folder),
        stub=stub,
        solution=solution,
        tests=found_tests,
        provided=given,
        beside=beside,
        statement=statement,
    )


def said_of(sources: Sources) -> tuple[str, ...]:
    """One line for each part."""

    def shown(path: Path) -> str:
        inside = path.is_relative_to(sources.folder)
        return str(path.relative_to(sources.folder)) if inside else str(path)

    stub = shown(sources.stub) if sources.stub else "made from the solution"
    lines = [
        f"module     {sources.module}",
        f"tests      {', '.join(map(shown, sources.tests))}",
        f"solution   {shown(sources.solution)}",
        f"stub       {stub}",
        f"statement  {shown(sources.statement) if sources.statement else 'a skeleton'}",
    ]
    if sources.provided:
        lines.append(f"provided   {', '.join(map(shown, sources.provided))}")
    if sources.beside:
        lines.append(f"beside     {', '.join(map(shown, sources.beside))}")
    return tuple(lines)


def _matching(folder: Path, patterns: Iterable[str]) -> Iterable[Path]:
    for pattern in patterns:
        yield from sorted(folder.glob(pattern))


def _files(folder: Path) -> list[Path]:
    """Python files of a folder, without hidden folders and those of packages."""
    return [
        path
        for path in sorted(folder.rglob("*.py"))
        if not any(p.startswith(".") or p in _APART for p in path.relative_to(folder).parts)
    ]


def _tests(folder: Path) -> tuple[Path, ...]:
    found = [path for path in _files(folder) if _is_named_as_tests(path)]
    found = found or [p for p in _files(folder) if p.stem in ("test", "tests")]
    if not found:
        raise UsageError(
            f"There are no tests in {folder}: no test_*.py, no *_test.py.",
            "Name them: --tests FILE",
        )
    return tuple(path for path in found if not _is_helper(path, found))


def _is_helper(path: Path, tests: Sequence[Path]) -> bool:
    """Whether a file is called as tests are and has none of its own: another of them imports it."""
    if any(n.name.startswith("test") for n in functions(_parsed(path))):
        return False
    return any(path.stem in imports(_parsed(other)) for other in tests if other != path)


def _is_named_as_tests(path: Path) -> bool:
    return path.name.startswith("test_") or path.stem.endswith("_test")


def _parsed(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_text("utf-8"))
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"{path} can't be read as Python: {error}") from None


def _module(
    folder: Path, tests: Mapping[Path, ast.Module], given: str | None, stub: Path | None
) -> tuple[str, Path]:
    """The module's name and the file that the tests would import for it."""
    trees = [*tests.values()]
    counted: Counter[Path] = Counter()
    for tree in trees:
        homes = {p for n in _imported(tree) if (p := _home(folder, n))}
        counted.update(p for p in homes if not _is_named_as_tests(p))
    if given is None and all(map(_is_data, counted)):
        given = stub.stem if stub is not None else _only_unknown(folder, trees)
    if given is not None:
        name = given.rpartition(".")[2]
        dotted = {d for tree in trees for d in imported_as(tree, name)}
        if not dotted:
            raise by_hand(tests) or UsageError(f"No test imports {name}.", PROGRAM)
        at = folder.joinpath(*max(dotted, key=len).split(".")).with_suffix(".py")
        return name, next((p for p in counted if p.stem == name), at)
    if not counted:
        said = f"No test imports a module that is a file in {folder}."
        raise by_hand(tests) or UsageError(said, "Name it: --module NAME")
    most = max(counted.values())
    likely = [path for path, times in counted.items() if times == most]
    likely = [path for path in likely if not _is_data(path)] or likely
    if len(likely) > 1:  # what another one imports helps that one
        helping = {name for path in likely for name in imports(_parsed(path))}
        likely = [path for path in likely if path.stem not in helping] or likely
    if len(likely) > 1:
        names = sorted(path.stem for path in likely)
        raise UsageError(
            f"The tests import several files of {folder}: {', '.join(names)}.",
            "Say which one students write: " + " or ".join(f"--module {name}" for name in names),
        )
    return likely[0].stem, likely[0]


def _named_by(tests: Sequence[Path], trees: Sequence[ast.Module]) -> str | None:
    """The one module that a file of tests has its name from and imports: X of X_test.py."""
    named: set[str] = set()
    for path, tree in zip(tests, trees, strict=True):
        about = path.stem.removeprefix("test_").removesuffix("_test")
        found = any(n.rpartition(".")[2] == about for n in _imported(tree))
        if about != path.stem and found and not _is_called(about, tree):
            named.add(about)
    return named.pop() if len(named) == 1 else None


def _is_called(name: str, tree: ast.Module) -> bool:
    """Whether an imported name is a function's or a class's alone: `from core import area`."""
    modules = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    modules |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    called = any(isinstance(one, ast.Name) and one.id == name for one in calls)
    return called and all(module.rpartition(".")[2] != name for module in modules)


def _listed_module(listed: Mapping[str, Sequence[Path]], trees: Sequence[ast.Module]) -> str | None:
    """The one file that a list of the folder's says students write, where a test imports it."""
    named = {path.stem for path in listed.get("solution", ()) if path.suffix == ".py"}
    imported = {n.rpartition(".")[2] for tree in trees for n in _imported(tree)}
    return named.pop() if len(named) == 1 and named <= imported else None


def _only_unknown(folder: Path, trees: Sequence[ast.Module]) -> str | None:
    """The one module that the tests import and that is installed nowhere: no stub, no file yet."""
    names = {name.partition(".")[0] for tree in trees for name in _imported(tree)}
    unknown = [n for n in names if importlib.util.find_spec(n) is None and not _home(folder, n)]
    return unknown[0] if len(unknown) == 1 else None


def _imported(tree: ast.Module) -> set[str]:
    return {n for n in imports(tree) if n.partition(".")[0] not in sys.stdlib_module_names}


def _home(folder: Path, dotted: str) -> Path | None:
    path = folder.joinpath(*dotted.split(".")).with_suffix(".py")
    if path.is_file() and path.name != "conftest.py":
        return path
    parts = tuple(dotted.split("."))
    files = [(p, p.relative_to(folder).with_suffix("").parts) for p in _files(folder)]
    below = [path for path, names in files if names[-len(parts) :] == parts]
    return below[0] if len(below) == 1 else None


def _solution(folder: Path, home: Path, tests: Sequence[Path]) -> Path:
    places = (*_SOLUTIONS, f"solution/{home.name}", f"solutions/{home.name}", f".meta/{home.name}")
    for path in _matching(folder, places):
        if path not in tests and path.resolve() != home.resolve():
            return path
    stubs = [p for p in _matching(folder, _STUBS) if p != home]
    if home.is_file() and (stubs or not _unwritten(home)):
        return home
    packages = [p.parent for p in folder.rglob("__init__.py") if p.parent.name == home.stem]
    inside = [p for one in packages for p in _files(one) if p.name != "__init__.py"]
    if inside:
        raise UsageError(
            f"{home.stem} is a package in {folder}, and students write one file.",
            "Name the one that has all that the tests ask for: "
            + " or ".join(f"--solution {path}" for path in inside),
        )
    raise UsageError(f"There is no solution in {folder}.", "Name it: --solution FILE")


def _is_data(path: Path) -> bool:
    """Whether a module has values only, such as tests compare with: nobody is asked to write it."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    values = any(isinstance(node, (ast.Assign, ast.AnnAssign)) for node in _parsed(path).body)
    return values and not any(isinstance(node, kinds) for node in _parsed(path).body)


def _unwritten(path: Path) -> bool:
    """Whether a file is a stub: every function in it does nothing."""
    functions = [n for n in ast.walk(_parsed(path)) if isinstance(n, ast.FunctionDef)]
    return all(does_nothing(function) for function in functions)


def does_nothing(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function's body is `pass`, `...`, a docstring or a raised NotImplementedError."""
    for node in function.body:
        empty = isinstance(node, ast.Pass) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        )
        raises = isinstance(node, ast.Raise) and "NotImplementedError" in ast.unparse(node)
        if not empty and not raises:
            return False
    return True


def _beside(
    folder: Path, tests: Sequence[Path], trees: Sequence[ast.Module], apart: set[Path | None]
) -> Iterable[Path]:
    """What the tests need besides: a conftest.py, modules of their own, data."""
    taken = {path.resolve() for path in (*tests, *apart) if path is not None}
    imported = {name.partition(".")[0] for tree in trees for name in _imported(tree)}
    for place in dict.fromkeys([folder, *(test.parent for test in tests)]):
        for path in sorted(place.iterdir()):
            if not path.is_file() or path.resolve() in taken or path.name.startswith("."):
                continue
            helper = path.suffix == ".py" and (path.stem in imported or path.name == "conftest.py")
            data = path.suffix in (".json", ".npy", ".npz", ".csv", ".txt", ".pt")
            if helper or (data and path.stat().st_size <= 2**20):
                taken.add(path.resolve())
                yield path
