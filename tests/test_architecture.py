"""The house's plan, held: who may import whom, and what a command or a worker loads.

The table is the one in the design; a new import that breaks it fails here, with its line.
"""

from __future__ import annotations

import ast
import fnmatch
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPO

PACKAGE = REPO / "grader"

# What each room may import of ours, from the bottom up. Its own modules always; `errors` and
# `model` everywhere.
_STUDENTS_SIDE = {"wire", "asserts", "confine", "process"}
_JUDGE = {"sets", "checks", "imported", "wording", "judge"}
_GRADE = _STUDENTS_SIDE | _JUDGE | {"explain", "grade"}
ALLOWED = {
    "plain_value": set(),
    "model": {"plain_value", "errors"},
    "errors": set(),
    "system": set(),
    "submissions": {"system"},
    "wire": set(),
    "asserts": {"wire"},
    "confine": set(),
    "process": {"wire", "asserts", "confine"},
    "sets": {"system"},
    "checks": {"wire", "process"},
    "imported": {"wire", "checks"},
    "wording": {"wire", "asserts", "checks", "imported"},
    "judge": _STUDENTS_SIDE | {"system"} | _JUDGE - {"judge"},
    "explain": _STUDENTS_SIDE | _JUDGE,
    "grade": _GRADE - {"grade"},
    "prove": _GRADE,
    "import_tests": _GRADE,
    "student": {"sets", "system"},
    "views": set(),
    "doctor": {"sets", "confine", "process", "system"},
    "cli": {"submissions", "sets", "student", "grade", "prove", "import_tests", "views", "doctor"},
    "start": {"process", "sets", "cli"},
    "__main__": {"start"},
}
SHARED = {"plain_value", "model", "errors"}


def rooms() -> Iterator[str]:
    for path in sorted(PACKAGE.iterdir()):
        if path.suffix == ".py" and path.stem != "__init__":
            yield path.stem
        elif (path / "__init__.py").is_file():
            yield path.name


def files(room: str) -> list[Path]:
    single = PACKAGE / f"{room}.py"
    if single.is_file():
        return [single]
    # Templates are what an author begins with, no code of ours.
    return sorted(f for f in (PACKAGE / room).rglob("*.py") if "templates" not in f.parts)


def for_types_only(tree: ast.Module) -> set[ast.AST]:
    """Imports under `if TYPE_CHECKING:`, which never run."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            found.update(inner for part in node.body for inner in ast.walk(part))
    return found


def imported_rooms(path: Path, typing: bool) -> Iterator[tuple[str, int]]:
    """Rooms that a file imports, with the line; typing: those for type checkers instead."""
    tree = ast.parse(path.read_text("utf-8"))
    typed = for_types_only(tree)
    package = ["grader", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(tree):
        if (node in typed) is not typing:
            continue
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names = [module, *(f"{module}.{alias.name}" for alias in node.names)]
        for name in names:
            parts = name.split(".")
            if parts[0] == "grader" and len(parts) > 1 and parts[1] in set(rooms()):
                yield parts[1], node.lineno


def test_every_room_is_in_the_table():
    """A new module says where it belongs before it is used."""
    assert set(rooms()) <= ALLOWED.keys()


@pytest.mark.parametrize("room", list(rooms()))
def test_imports_run_downward_only(room):
    """No room knows of one above it."""
    allowed = ALLOWED[room] | SHARED | {room}
    if room in SHARED:
        allowed = ALLOWED[room]
    wrong = [
        f"{path.relative_to(REPO)}:{line} imports {name}"
        for path in files(room)
        for name, line in imported_rooms(path, typing=False)
        if name not in allowed
    ]
    assert wrong == []


def test_views_name_grading_only_for_type_checkers():
    """A view is a function of data: it can be used without an engine."""
    named = {name for path in files("views") for name, _ in imported_rooms(path, typing=True)}
    assert named <= {"prove", "model"}


@pytest.mark.parametrize("room", sorted({*rooms()} - {"__main__"}))
def test_every_file_is_in_the_contributors_table(room):
    """Whoever looks for something finds it there, at the first try."""
    text = (REPO / "CONTRIBUTING.md").read_text("utf-8")
    rows = [row for row in text.splitlines() if row.startswith("| `")]
    single = (PACKAGE / f"{room}.py").is_file()
    named = f"`{room}.py`" if single else f"`{room}/`"
    (row,) = (row for row in rows if named in row.split("|")[1])
    marked = re.findall(r"`([\w*]+)(?:/|\.py)?`", row)
    parts = [] if single else [f.stem for f in (PACKAGE / room).glob("*.py")]
    unnamed = [p for p in parts if not any(fnmatch.fnmatch(p, mark) for mark in marked)]
    assert set(unnamed) <= {"__init__"}


# Files of authors, of students and of packages, that ours speak of.
_OTHERS = {
    *("checks.py", "solution.py", "test_examples.py", "conftest.py", "not_imported.py"),
    *("numpy.py", "version.py", "my_conv.py", "blur.py", "test_statement.py", "test_shipped.py"),
}


def test_files_that_are_spoken_of_are_there():
    """A file that moves takes along what others say of it."""
    ours = {path.name for path in PACKAGE.rglob("*.py")} | _OTHERS
    unknown = {
        f"{path.relative_to(REPO)}: {name}"
        for room in rooms()
        for path in files(room)
        if path.name != "find_files.py"  # it lists what instructors call theirs
        for name in re.findall(r"(?<![\w*.])([a-z]\w*\.py)\b", path.read_text("utf-8"))
        if name not in ours
    }
    assert unknown == set()


def test_the_import_table_has_no_circle():
    """Else "downward" would mean nothing."""
    left = {room: set(below) for room, below in ALLOWED.items()}
    while left:
        lowest = {room for room, below in left.items() if not below & left.keys()}
        assert lowest, f"a circle among {sorted(left)}"
        left = {room: below for room, below in left.items() if room not in lowest}


def modules_imported(path: Path) -> set[Path]:
    """The files of ours that a file imports, wherever in it, type checkers' imports among them."""
    package = ["grader", *path.relative_to(PACKAGE).parent.parts]
    found: set[Path] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        base = package[: len(package) - node.level + 1] if node.level else []
        module = REPO.joinpath(*base, *(node.module or "").split("."))
        names = [module / f"{alias.name}.py" for alias in node.names]
        files_named = [f for f in (module.with_suffix(".py"), *names) if f.is_file()]
        # What isn't a file of the package's is in its __init__.py.
        found |= set(files_named) or {module / "__init__.py"}
    return found


def test_no_file_imports_in_a_circle():
    """Not even inside a function, or for types alone: else neither can be read before the other."""
    left = {path: modules_imported(path) for path in PACKAGE.rglob("*.py")}
    left = {path: below for path, below in left.items() if "templates" not in path.parts}
    while left:
        lowest = {path for path, below in left.items() if not below & left.keys()}
        names = sorted(str(path.relative_to(REPO)) for path in left)
        assert lowest, f"a circle among {names}"
        left = {path: below for path, below in left.items() if path not in lowest}


# What only some systems have ------------------------------------------------------------------

# Modules that Windows lacks, and names that it or a Mac does.
_OF_ONE_SYSTEM = {"fcntl", "resource", "pwd", "grp", "termios", "msvcrt", "winreg", "_winapi"}
_NAMES_OF_ONE = {
    *("AF_UNIX", "SOCK_SEQPACKET", "socketpair", "send_fds", "recv_fds", "fork", "forkpty"),
    *("SIGKILL", "SIGXCPU", "killpg", "setsid", "waitpid", "pidfd_open", "memfd_create"),
    *("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_DIRECTORY", "O_BINARY"),
}
_MAY_NAME_THEM = ("process", "confine", "system")


def named_of_one_system(path: Path) -> Iterator[str]:
    """What a file imports or asks a module for that not every system has."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found = {alias.name for alias in node.names} & _OF_ONE_SYSTEM
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            found = {node.module} & _OF_ONE_SYSTEM | (names & _NAMES_OF_ONE)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            of_a_module = node.value.id in ("os", "socket", "signal")
            found = {node.attr} & _NAMES_OF_ONE if of_a_module else set()
        else:
            continue
        yield from (f"{path.relative_to(REPO)}:{node.lineno} {name}" for name in found)


@pytest.mark.parametrize("room", sorted({*rooms()} - {*_MAY_NAME_THEM}))
def test_what_only_some_systems_have_is_named_in_few_places(room):
    """A system that lacks it is then looked after there, once. Elsewhere it is system.py's."""
    assert [found for path in files(room) for found in named_of_one_system(path)] == []


def test_that_is_seen_where_it_is_named():
    """Else the test above could pass for having no eyes."""
    seen = {f.split()[-1] for room in _MAY_NAME_THEM for p in files(room)
            for f in named_of_one_system(p)}  # fmt: skip
    assert {"fcntl", "resource", "AF_UNIX", "fork", "SIGKILL"} <= seen


# What is loaded -------------------------------------------------------------------------------

HEAVY = {"numpy", "torch", "scipy", "pytest", "_pytest", "hypothesis"}
DUMP = "import sys; print(*sorted(sys.modules), sep='\\n')"


def loaded(program: str, **variables: str) -> set[str]:
    """Every module that a clean process has loaded at the end of a program."""
    run = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(REPO)!r})\n{program}"],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"]} | variables,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.rpartition("=====\n")[2].splitlines())


def packages(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def test_a_worker_has_nothing_of_the_graders_but_the_worker():
    """What was never loaded can't be found by a submission that looks for it."""
    modules = loaded(f"import grader.process.main\nprint('=====')\n{DUMP}")
    ours = {name.split(".")[1] for name in modules if name.startswith("grader.")}
    assert ours == {"wire", "confine", "process"}
    # Our handle on the process, and what runs public examples, are no part of it.
    assert not modules & {"grader.process.host", "grader.process.parent"}
    assert not packages(modules) & (HEAVY | {"click", "rich"})


@pytest.mark.parametrize("room", ["model", "errors", "sets.library"])
def test_plain_data_is_cheap_to_load(room):
    """They are loaded by everything."""
    assert not packages(loaded(f"import grader.{room}\nprint('=====')\n{DUMP}")) & HEAVY


@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["status"], ["check", "--help"], []])
def test_commands_that_grade_nothing_load_nothing_heavy(tmp_path, arguments):
    """They answer before a person has looked up."""
    program = (
        f"import os; os.chdir({str(tmp_path)!r})\n"
        "from grader.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        f"print('=====')\n{DUMP}"
    )
    assert not packages(loaded(program, HOME=str(tmp_path))) & HEAVY


def test_a_session_of_a_recorded_exercise_loads_nothing_heavy(tiny_set):
    """Grading right work needs neither NumPy nor Hypothesis here: the recording has the answers."""
    checks = tiny_set.file("solutions/tiny/double/checks.py").read_text("utf-8")
    without_draws = checks.partition("@settings(max_examples=10)\n@given(data")
    tiny_set.write("solutions/tiny/double/checks.py", without_draws[0])
    program = (
        "from grader import submissions\n"
        "from grader.sets import library, set_files\n"
        "from grader.grade.session import Options, Session\n"
        "exercise = library.find_exercise('tiny/double')\n"
        "source = set_files.reference_file(exercise).read_bytes()\n"
        "with Session(exercise, Options()) as session:\n"
        "    assert session.grade(submissions.of_bytes(source)).verdict == 'passed'\n"
        f"print('=====')\n{DUMP}"
    )
    names = {name: os.environ[name] for name in ("KATA_PATH", "KATA_CACHE")}
    assert packages(loaded(program, **names)) & {"hypothesis"}  # this one recorded
    assert not packages(loaded(program, **names)) & HEAVY


def test_wrong_work_is_judged_without_what_stands_in_for_imported_modules(tiny_set):
    """It brings unittest.mock, and that asyncio and TLS, for checks that import no module."""
    program = (
        "from grader import submissions\n"
        "from grader.sets import library\n"
        "from grader.grade.session import Options, Session\n"
        "with Session(library.find_exercise('tiny/double'), Options()) as session:\n"
        "    report = session.grade(submissions.of_bytes(b'def double(x):\\n    return x\\n'))\n"
        "assert report.verdict == 'failed', report\n"
        f"print('=====')\n{DUMP}"
    )
    modules = loaded(program, **{name: os.environ[name] for name in ("KATA_PATH", "KATA_CACHE")})
    assert "grader.explain.explain" in modules
    assert not modules & {"unittest.mock", "asyncio", "ssl", "grader.imported.install"}
    # That runs operations, in a worker.
    assert "grader.process.executor" not in modules
