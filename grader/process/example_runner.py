"""Runs an exercise's public examples with pytest, next to the loaded submission.

Loaded, by the warm parent, only when the grader asks for it: where hidden checks are replayed, no
worker has pytest.
The examples come as text, since their file need not be readable here; their asserts keep what they
compare, so that a failure says it (asserts/).

No claim is made about cheating. pytest and the student's code share this process, so a submission
can have any example pass. It fools only its owner: examples are public and worth no points.
"""

from __future__ import annotations

import contextlib
import io
import linecache
import os
import sys
import time
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath

import pytest

from ..asserts import operands
from ..asserts.example_failure import Reader
from ..wire.messages import ExampleDone, Examples, Raised, Shown
from .executor import Executor
from .raised_by import Forbidden, frames_of, raised
from .runtime_rules import Watch

# Nothing that writes files or reads configuration. The terminal plugin stays, since explaining a
# failed assert asks it for a highlighter; what it prints is thrown away.
_OPTIONS = (
    "-s",
    "--tb=no",
    "--color=no",
    "--no-summary",
    "--noconftest",
    "--rootdir=/",
    f"-c{os.devnull}",
    *(f"-pno:{plugin}" for plugin in ("cacheprovider", "doctest",
      "logging", "junitxml", "pastebin", "faulthandler", "stepwise", "legacypath",
      "setuponly", "setupplan", "threadexception", "unraisableexception", "tmpdir", "warnings")),
)  # fmt: skip

Tell = Callable[[ExampleDone], None]
# How a test went: passed, failed or skipped, what was raised, the line of the examples, and what
# there is to show.
_Case = tuple[str, Raised | None, int | None, Shown | None]


def run(asked: Examples, file: str, executor: Executor, watch: Watch, tell: Tell) -> None:
    """Tells how each of the asked examples went, in order. file: the submission's."""
    module = types.ModuleType(asked.file.removesuffix(".py"))
    watch.exempt = vars(module)
    told = _Told(tell)
    try:
        _load(asked, module)
    except BaseException as error:
        skipped = isinstance(error, pytest.skip.Exception)
        what, line = raised(error, file, executor.forbidden), _line(error, asked.file)
        for _ in asked.names:
            told(ExampleDone(0, skipped=int(skipped), first=what, line=line))
        return
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    warnings.simplefilter("ignore", pytest.PytestWarning)
    plugin = _Plugin(asked, file, module, executor, told)
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main(list(_OPTIONS), plugins=[plugin])
    # pytest gave up, which takes a submission that tampers with it.
    for _ in asked.names[told.count :]:
        told(ExampleDone(0))


class _Told:
    """Passes answers on and counts them."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self.count = 0

    def __call__(self, done: ExampleDone) -> None:
        self._tell(done)
        self.count += 1


def _load(asked: Examples, module: types.ModuleType) -> None:
    """Runs the examples' file as a module whose lines tracebacks can show."""
    code = operands.compiled(asked.source, asked.file)
    module.__file__ = asked.file
    sys.modules[module.__name__] = module
    lines = asked.source.decode("utf-8", "replace").splitlines(keepends=True)
    linecache.cache[asked.file] = (len(asked.source), None, lines, asked.file)
    exec(code, vars(module))


def _line(error: BaseException, file: str) -> int | None:
    """The line of the examples that an exception came out of."""
    frames = frames_of(error, file)
    return frames[-1].line if frames else None


class _Interrupted(Exception):
    """Stands for an exception that pytest would take for a person's Ctrl-C."""


class _Source(pytest.Module):
    """A module of tests that is loaded already."""

    loaded: types.ModuleType

    def _getobj(self) -> types.ModuleType:
        return self.loaded


class _Plugin:
    """The hooks through which pytest hands us each test and how it went."""

    def __init__(
        self,
        asked: Examples,
        file: str,
        module: types.ModuleType,
        executor: Executor,
        tell: Tell,
    ) -> None:
        self._asked = asked
        self._file = file
        self._module = module
        self._executor = executor
        self._tell = tell
        self._reader = Reader(asked.source, asked.file, PurePath(file).stem)
        self._stdout = sys.stdout
        self._errors: list[BaseException | None] = []
        self._outcomes: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        # The terminal plugin has the other one by now; tests print to this.
        sys.stdout = self._stdout

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> bool:
        source = _Source.from_parent(session, path=session.path / self._asked.file)
        source.loaded = self._module
        session.items = list(session.genitems(source))
        session.testscollected = len(session.items)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for name in self._asked.names:
            started = time.monotonic()
            cases = [self._case(item) for item in session.items if _name(item) == name]
            duration_s = round(time.monotonic() - started, 4)
            self._tell(_summed(cases, duration_s))
        return True

    def _case(self, item: pytest.Item) -> _Case:
        """Runs one test with its fixtures."""
        self._errors, self._outcomes = [], set()
        self._executor.forbidden.clear()
        item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
        outcome = next((o for o in ("failed", "skipped") if o in self._outcomes), "passed")
        error = next((e for e in self._errors if e is not None), None)
        if self._executor.forbidden and outcome != "failed":
            # Refused, and the submission hid it.
            outcome, error = "failed", Forbidden(self._executor.forbidden[0])
        if outcome == "passed" or error is None:
            return outcome, None, None, None
        what = raised(error, self._file, self._executor.forbidden)
        return outcome, what, _line(error, self._asked.file), self._shown(error)

    def _shown(self, error: BaseException) -> Shown | None:
        try:
            return self._reader.shown(error)
        except Exception:  # a value of the student's may do anything when it is looked at
            return None

    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """A report without a traceback: pytest's would read the sources of whole libraries."""
        error = call.excinfo.value if call.excinfo is not None else None
        if isinstance(error, _Interrupted):
            error = error.__cause__
        self._errors.append(error)
        skipped = isinstance(error, pytest.skip.Exception)
        assert call.when != "collect"
        return pytest.TestReport(
            nodeid=item.nodeid,
            location=(self._asked.file, None, item.name),
            keywords={},
            outcome="passed" if error is None else "skipped" if skipped else "failed",
            longrepr=None,
            when=call.when,
        )

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # A failure that the example's author expects is as good as a pass.
        expected = report.skipped and hasattr(report, "wasxfail")
        self._outcomes.add("passed" if expected else report.outcome)

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self) -> Iterator[None]:
        try:
            return (yield)
        except (KeyboardInterrupt, pytest.exit.Exception) as error:
            raise _Interrupted from error


def _summed(cases: Sequence[_Case], duration_s: float) -> ExampleDone:
    """One example's cases, with the first failure, or else why the first was skipped."""
    outcomes = [outcome for outcome, *_ in cases]
    worst = next((o for o in ("failed", "skipped") if o in outcomes), None)
    nothing = (None, None, None, None)
    _, what, line, shown = cases[outcomes.index(worst)] if worst is not None else nothing
    failed, skipped = outcomes.count("failed"), outcomes.count("skipped")
    return ExampleDone(len(cases), failed, skipped, what, line, duration_s, shown)


def _name(item: pytest.Item) -> str:
    """test_f, or TestC.test_f, without the parameters."""
    assert isinstance(item, pytest.Function)
    within = f"{item.cls.__name__}." if item.cls is not None else ""
    return f"{within}{item.originalname}"
