"""Which tests cross: each is run in-process, then through a worker, then on the stub.

in-process, on the solution    must pass, or it proves nothing
a worker, on the solution      must pass too: what doesn't, can't cross
a worker, on the stub          must fail: what passes there checks nothing of the student's
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import CheckFault, UsageError
from ..imported.install import imports, public_names
from ..imported.shared_arguments import CannotCross
from ..judge.collect import Check
from ..judge.judge import Judge
from ..judge.options import Options
from ..judge.outcomes import Judged
from ..judge.recording import Recording
from ..model import Exercise
from ..wire.messages import NotLoaded
from .by_hand import AS_LOADED, looks_at_loading
from .edit_source import Test, blanked, first_line, functions, statement_at
from .file_state import held
from .find_files import Sources
from .static_rules import IDENTITY, Reasons, is_about_identity

IN_PROCESS_S = 600
# Of what an exception says.
MAX_SAID = 300
OUT_OF_TURN = "passes only when the tests run in their order, as one changes what another one uses"
NOT_AGAIN = "passes only the first time that it is run, as it changes what it uses"
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A test that is not imported. file: the instructor's; line: where it fails; why: a sentence's
    end, after "it"; start: the test's own first line, decorators included."""

    file: Path
    test: str
    line: int
    source: str
    why: str
    start: int


@dataclass(frozen=True, slots=True)
class Witnessed:
    """One test as plain pytest ran it. line: its first, decorators included."""

    file: str
    line: int
    name: str
    outcome: str
    said: str


def in_process(sources: Sources) -> list[Witnessed]:
    """Every test's outcome on the solution, with plain pytest in a copy of the folder.

    Raises UsageError when nothing can be run.
    """
    with tempfile.TemporaryDirectory(prefix="kata-import-") as name:
        copy = Path(name).resolve() / "work"
        ignored = shutil.ignore_patterns(".git", "venv", ".venv", "node_modules", "__pycache__")
        shutil.copytree(sources.folder, copy, ignore=ignored)
        home = copy / sources.home
        home.parent.mkdir(parents=True, exist_ok=True)
        home.write_bytes(sources.solution.read_bytes())
        for path in sources.provided:
            _inside(copy, sources, path)
        tests = [str(_inside(copy, sources, path)) for path in sources.tests]
        notes = Path(name) / "witness"
        # A package's module is found from the folder that the package lies in.
        above = [str(path) for path in home.parents if path.is_relative_to(copy)]
        paths = [str(copy), *above, str(_PACKAGE_ROOT)]
        run = run_alone(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "--rootdir",
                str(copy),
                "-c",
                os.devnull,
                "-p",
                "no:cacheprovider",
                "-p",
                "grader.import_tests.pytest_log",
                *tests,
            ],
            cwd=copy,
            env=undisturbed()
            | {"PYTHONPATH": os.pathsep.join(paths), "KATA_WITNESS": str(notes)}
            | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        )
        lines = notes.read_text("utf-8").splitlines() if notes.is_file() else []
    found = [Witnessed(**json.loads(line)) for line in lines]
    if not any(w.name for w in found):
        said = next((w.said for w in found), run.stdout or run.stderr).strip()[-300:]
        raise UsageError(f"The tests don't run on the solution, in plain pytest: {said}")
    return found


def undisturbed() -> dict[str, str]:
    """The environment without what changes how Python or pytest runs tests: PYTHONOPTIMIZE
    would take their asserts away."""
    return {n: v for n, v in os.environ.items() if not n.startswith(("PYTHON", "PYTEST_"))}


def run_alone(
    command: list[str], cwd: Path, env: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, cwd=cwd, env=env, capture_output=True, text=True, timeout=IN_PROCESS_S
        )
    except subprocess.TimeoutExpired:
        raise UsageError(
            f"The tests don't end on the solution, in {IN_PROCESS_S} seconds of plain pytest."
        ) from None


def _inside(copy: Path, sources: Sources, path: Path) -> Path:
    if path.is_relative_to(sources.folder):
        return copy / path.relative_to(sources.folder)
    shutil.copy(path, copy / path.name)
    return copy / path.name


class Rehearsal:
    """The tests through a worker, on the solution. texts: of each file of checks, by its name."""

    def __init__(self, exercise: Exercise, sources: Sources, names: dict[str, Path]) -> None:
        assert exercise.private is not None
        self._exercise = exercise
        self._sources = sources
        self._names = names
        self._private = exercise.private
        self.texts = {n: (self._private / n).read_text("utf-8") for n in names}
        self._trees = {n: ast.parse(text) for n, text in self.texts.items()}
        self._solution = ast.parse(sources.solution.read_text("utf-8"))
        self.public = public_names(self._solution)
        self.named: dict[tuple[str, int], Named] = {}
        self.checks: set[str] = set()
        self.crossed = False
        self.recording: Recording | None = None

    def run(self, witnessed: Sequence[Witnessed]) -> None:
        """Fills in `named`: the tests that stay behind, by file of checks and first line."""
        self._by_text()
        self._by_witness(witnessed)
        while True:  # each round names one more statement, or is the last
            self._blank()
            with contextlib.closing(Judge(self._exercise, _OPTIONS)) as judge:
                try:
                    before = _held(judge)
                    outcomes = judge.runner.dry_run()
                    # What is there only now, a setUpClass has made.
                    after = {name: value for name, value in _held(judge).items() if name in before}
                except CheckFault as fault:
                    if not self._uncollected(fault):
                        raise
                    continue
            for check, error in outcomes:
                self._outcome(check, error)
            self.crossed = any(error is None for _, error in outcomes)
            if after != before:
                self._otherwise()
            return

    def _otherwise(self) -> None:
        """Names the tests that hang on what tests change in their own file: one may be run alone,
        and more than once."""
        self._blank()
        with contextlib.closing(Judge(self._exercise, _OPTIONS)) as judge:
            backwards, again = judge.runner.dry_run(backwards=True), judge.runner.dry_run()
        for outcomes, why in ((backwards, OUT_OF_TURN), (again, NOT_AGAIN)):
            for check, error in outcomes:
                if error is not None:
                    self._name(*place(check), 0, why)

    def on_stub(self, stub: bytes) -> None:
        """Names the tests that the stub passes, and those that the solution doesn't each time."""
        self._blank()
        with Judge(self._exercise, _OPTIONS) as judge:
            self.recording = judge.recording
            right = judge.judge((self._private / "solution.py").read_bytes())
            judged = judge.judge(stub)
            places = judge.runner.in_room(lambda checks: {c.name: place(c) for c in checks.all})
        if isinstance(judged, NotLoaded):
            raise UsageError(f"The stub can't be loaded: {judged.message}")
        for one in right if not isinstance(right, NotLoaded) else ():
            if one.failures or one.ending is not None:
                name, line = places[one.check.name]
                self._name(name, line, 0, "fails on the solution when graded again")
        for one in judged:
            if (why := _of_no_use(one)) is not None:
                name, line = places[one.check.name]
                self._name(name, line, 0, why)
            else:
                self.checks.add(one.check.name)
        gone = [name for name in self.checks if places[name] in self.named]
        self.checks.difference_update(gone)

    def imported(self, name: str, node: Test) -> bool:
        return (name, first_line(node)) not in self.named

    def hides(self, line: str) -> bool:
        """Whether an import is of what lies beside the tests, which students don't get."""
        beside = {path.stem for path in self._sources.beside}
        return any(name.partition(".")[0] in beside for name in imports(ast.parse(line)))

    def gone(self, name: str) -> list[ast.stmt]:
        """The statements of a file of checks that stay behind."""
        found = (statement_at(self._trees[name], line) for file, line in self.named if file == name)
        return [node for node in found if node is not None]

    def _by_text(self) -> None:
        for name, tree in self._trees.items():
            reasons = Reasons(tree, self._sources.module)
            for test in _tests(tree):
                if found := reasons.of(test):
                    self._name(name, first_line(test), found[0], found[1])

    def _by_witness(self, witnessed: Sequence[Witnessed]) -> None:
        checks = {path.name: name for name, path in self._names.items()}
        for one in witnessed:
            name = checks.get(Path(one.file).name)
            if name is None or one.outcome == "passed":
                continue
            how = {"failed": "fails on the solution, in plain pytest", "skipped": "is skipped"}
            said = how.get(one.outcome, f"is {one.outcome}")
            lines = [line for line in one.said.splitlines() if line.strip()]
            why = (
                f"{said}: {_short(lines[-1].strip())}"
                if lines and "failed" in one.outcome
                else said
            )
            self._name(name, one.line, 0, why)

    def _blank(self) -> None:
        """Writes the checks without what is named, at the lines where they were."""
        for name, text in self.texts.items():
            (self._private / name).write_text(blanked(text, self.gone(name)), "utf-8")

    def _uncollected(self, fault: CheckFault) -> bool:
        """Names the statement that can't be run while tests are collected. False: none is found."""
        where = _last_place(fault.__cause__, self._private) or _place_in_text(fault.hint)
        if where is None or where[0] not in self.texts:
            return False
        known = len(self.named)
        why = str(fault.__cause__ or fault.message.rpartition("collected: ")[2])
        self._name(where[0], where[1], where[1], why)
        return len(self.named) > known

    def _outcome(self, check: Check, error: BaseException | None) -> None:
        if error is None:
            return
        name, line = place(check)
        where = _last_place(error, self._private)
        at = where[1] if where is not None and where[0] == name else 0
        why = _why(error)
        if isinstance(error, AssertionError) and is_about_identity(self.texts[name], at):
            why = IDENTITY
        if isinstance(error, (AssertionError, ModuleNotFoundError)) and self._loads(name, line):
            why = AS_LOADED
        self._name(name, line, at, why)

    def _loads(self, name: str, line: int) -> bool:
        test = statement_at(self._trees[name], line)
        return test is not None and looks_at_loading(test, self._sources.module, self._solution)

    def _name(self, name: str, line: int, at: int, why: str) -> None:
        node = statement_at(self._trees[name], line)
        if node is None:
            return
        key = (name, first_line(node))
        called = getattr(node, "name", ast.unparse(node).splitlines()[0][:60])
        at = at or node.lineno
        lines = self.texts[name].splitlines()
        source = lines[at - 1].strip() if at <= len(lines) else ""
        found = Named(file=self._names[name], test=called, line=at, source=source, why=why,
                      start=first_line(node))  # fmt: skip
        self.named.setdefault(key, found)


def _of_no_use(on_stub: Judged) -> str | None:
    """Why a check is of no use that went so on the stub."""
    if any(failure.skipped for failure in on_stub.failures.values()):
        return "is skipped on the stub, where it should fail"
    if on_stub.ran and not on_stub.failures and on_stub.ending is None:
        return "passes on the stub, so it checks nothing of the student's"
    return None


def _held(judge: Judge) -> dict[str, Any]:
    found: dict[str, Any] = judge.runner.in_room(
        lambda checks: held({check.item.module for check in checks.all})
    )
    return found


_OPTIONS = Options(explain=False, store=False)


def _tests(tree: ast.Module) -> Iterator[Test]:
    return (f for f in functions(tree) if f.name.startswith("test"))


def place(check: Check) -> tuple[str, int]:
    """The file and the first line of a check, decorators included."""
    own = Path(check.item.module.__file__ or "")
    file, line, _ = check.item.location
    if Path(file).name == own.name:
        return own.name, (line or 0) + 1
    # The test of a state machine is a function of ours, bound by `TestX = X.TestCase`.
    name = check.item.name
    bound = (n for n in ast.parse(own.read_text("utf-8")).body if name in _bound_by(n))
    return own.name, next((node.lineno for node in bound), 1)


def _bound_by(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _last_place(error: BaseException | None, folder: Path) -> tuple[str, int] | None:
    """The innermost line of an error's traceback that is in a folder."""
    found = None
    step = error.__traceback__ if error is not None else None
    while step is not None:
        path = Path(step.tb_frame.f_code.co_filename)
        if path.parent == folder:
            found = path.name, step.tb_lineno
        step = step.tb_next
    return found


def _place_in_text(said: str) -> tuple[str, int] | None:
    found = re.search(r"(checks\w*\.py), line (\d+)", said)
    return (found[1], int(found[2])) if found else None


def _short(said: str) -> str:
    """Cut in the middle: its start is the exception, its end the line that raised it."""
    half = MAX_SAID // 2
    return said if len(said) <= MAX_SAID else f"{said[:half]} … {said[-half:]}"


def _why(error: BaseException) -> str:
    if isinstance(error, CannotCross):
        return str(error).removeprefix("the test ")
    if isinstance(error, CheckFault):
        return f"can't be set up through a worker: {error.message}"
    said = _short((str(error).strip().splitlines() or [""])[0])
    if "fixture" in str(error) and "not found" in str(error):
        name = re.search(r"fixture '(\w+)' not found", str(error))
        return f"uses the fixture {name[1] if name else ''}, which checks don't have"
    if isinstance(error, OSError):
        return f"uses files: {said}"
    fails = "passes in one process and fails through a worker"
    if isinstance(error, AssertionError) and not said:
        return f"{fails}, where this does not hold"
    return f"{fails}: {type(error).__name__}: {said}"
