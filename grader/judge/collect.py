"""Collects an exercise's hidden checks with pytest, once, and keeps that session open.

pytest gives us what authors know from it: functions, fixtures, marks, parametrization. Each check
is then run as often as there are submissions; what "run" means is decided by whoever holds the
`run` callback: record its cases, replay them, or let Hypothesis search.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis.errors import HypothesisDeprecationWarning

from ..checks.channel import StudentError, student_error
from ..checks.plugin import Fixtures, points
from ..checks.proxy import Module
from ..errors import CheckFault
from ..imported.later import made_now_all
from ..process import bytecode
from ..wire.messages import Raised
from ..wording.test_names import sentence_of
from . import asserts, hypothesis_profile
from .by_name import stage_for
from .channels import RecordingChannel, Switch, Trace
from .not_set_up import fixture_failed, skipped
from .unheard import unheard

if TYPE_CHECKING:
    from ..imported.install import InstalledModule

Run = Callable[["Check", dict[str, Any]], None]

_OPTIONS = (
    "-s",
    "--assert=plain",
    "--rootdir=/",
    "--import-mode=importlib",
    f"-c{os.devnull}",
    *(f"-pno:{plugin}" for plugin in ("terminal", "cacheprovider", "doctest", "unittest",
      "logging", "junitxml", "pastebin", "debugging", "faulthandler", "stepwise", "legacypath",
      "setuponly", "setupplan", "threadexception", "unraisableexception", "recwarn",
      "monkeypatch", "tmpdir", "nose", "warnings", "hypothesispytest")),
)  # fmt: skip
_PYTESTS = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DEBUG", "PYTEST_DISABLE_PLUGIN_AUTOLOAD")

# Imported tests may be unittest's; its plugin asks for an option of the debugging one's.
_OF_UNITTEST = ("-pno:unittest", "-pno:debugging")


@dataclass(eq=False)
class Check:
    """One hidden check: a collected pytest item and what a report says of it."""

    item: pytest.Function
    # The function inside Hypothesis's, which draws for it.
    inside: Callable[..., None] | None = None
    # Imported: the item is run as pytest would, setup and teardown included, as one body.
    whole: Callable[[], None] | None = None
    imported: bool = False

    @cached_property
    def name(self) -> str:
        classes = [n.name for n in self.item.listchain() if isinstance(n, pytest.Class)]
        return ".".join([*classes, self.item.name])

    @cached_property
    def title(self) -> str:
        """The docstring's first line: the sentence the student sees; of an imported test its first
        paragraph, which may be broken anywhere, or without one its name as a sentence."""
        text = (inspect.getdoc(self.item.function) or "").strip()
        if first := text.partition("\n\n" if self.imported else "\n")[0]:
            return " ".join(first.split())
        if not self.imported:
            return self.item.name
        values = getattr(getattr(self.item, "callspec", None), "params", {})
        return sentence_of(self.item.name, values)

    @cached_property
    def points(self) -> float:
        return points(self.item)

    @cached_property
    def device(self) -> str:
        callspec = getattr(self.item, "callspec", None)
        return str(callspec.params.get("device", "cpu")) if callspec else "cpu"

    @property
    def takes_device(self) -> bool:
        return "device" in self.item.fixturenames

    @property
    def is_random(self) -> bool:
        """Whether Hypothesis draws its cases."""
        return self.whole is None and self.inside is not None

    @property
    def body(self) -> Callable[..., None]:
        """The author's function, without Hypothesis around it."""
        body: Callable[..., None] = self.whole or self.inside or self.item.obj
        return body

    @contextmanager
    def body_replaced(self, body: Callable[..., None]) -> Iterator[Callable[..., None]]:
        """The Hypothesis-wrapped function with another body inside."""
        function = self.item.obj
        function.hypothesis.inner_test = body
        try:
            yield function
        finally:
            function.hypothesis.inner_test = self.inside


class Checks:
    """An exercise's collected checks, and a way to run one of them with its fixtures."""

    def __init__(self, items: Sequence[pytest.Item], plugin: _Plugin) -> None:
        self._plugin = plugin
        found = [item for item in items if isinstance(item, pytest.Function)]
        # Whether they are somebody's own tests, which work with the answers in their own way.
        self.imported = plugin.stage is not None
        self.all = [self._check(item) for item in (_as_written(found) if self.imported else found)]
        self.student = plugin.student_switch
        self.reference = plugin.reference_switch

    def run(self, check: Check, how: Run) -> None:
        """Sets up the check's fixtures and calls how(check, fixtures); its errors come out."""
        if check.whole is not None:
            how(check, {})
            return
        self._plugin.ended = None
        self._plugin.check, self._plugin.how, self._plugin.error = check, how, None
        # Until a case begins: a fixture must not ask whoever was asked last.
        self.student.to = self.reference.to = None
        check.item.ihook.pytest_runtest_protocol(item=check.item, nextitem=None)
        if self._plugin.error is not None:
            raise self._plugin.error

    def _check(self, item: pytest.Function) -> Check:
        stage = self._plugin.stage
        inside = getattr(getattr(item.obj, "hypothesis", None), "inner_test", None)
        if stage is None:
            return Check(item, inside)
        if inside is not None and item.cls is None and not _has_fixtures(item):
            return Check(item, self._plugin.in_a_case(inside, stage), imported=True)
        whole = functools.partial(self._plugin.run_whole, item, stage)
        return Check(item, inside, whole, imported=True)


def _has_fixtures(item: pytest.Function) -> bool:
    """Whether a test is given more than it draws and is parametrized with. What a fixture does, to
    files say, belongs to the case, as all of it does that the student's code is told of."""
    callspec = getattr(item, "callspec", None)
    return bool(set(item.fixturenames) - set(callspec.params if callspec else ()))


def _as_written(items: Sequence[pytest.Function]) -> list[pytest.Function]:
    """Tests in the order of their files, as people build one upon another: unittest's come by their
    names."""
    files = list(dict.fromkeys(item.location[0] for item in items))
    return sorted(items, key=lambda i: (files.index(i.location[0]), i.location[1] or 0))


class _Plugin(Fixtures):
    """The fixtures, and the hooks through which pytest hands each item back to us."""

    def __init__(
        self,
        devices: Callable[[], Sequence[str]],
        use: Callable[[Checks], None],
    ) -> None:
        self.student_switch, self.reference_switch = Switch(), Switch(ours=True)
        super().__init__(Module(self.student_switch), Module(self.reference_switch), ())
        self._find_devices = devices
        self._use = use
        self.stage: InstalledModule | None = None
        self.ended: BaseException | None = None
        self.check: Check | None = None
        self.how: Run | None = None
        self.error: BaseException | None = None
        self.collection_errors: list[str] = []
        self.fault: BaseException | None = None

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if "device" in metafunc.fixturenames:
            self.devices = tuple(self._find_devices())
        super().pytest_generate_tests(metafunc)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.collection_errors.append(str(report.longrepr))

    @pytest.hookimpl(hookwrapper=True)
    def pytest_collection(self) -> Iterator[None]:
        with unheard():
            yield

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self) -> Iterator[None]:
        # An imported test's may put something of its own in the place of sys.stdout.
        with unheard() if self.stage is None else contextlib.nullcontext():
            yield

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self.collection_errors:
            return True
        if self.stage is not None:
            files = {item.getparent(pytest.Module) for item in session.items}
            calls = [getattr(item, "callspec", None) for item in session.items]
            self.stage.collected(
                [file.obj for file in files if file is not None],
                [call.params for call in calls if call is not None],
            )
        # The author's files are loaded; what is still to come is ours, and libraries'.
        sys.dont_write_bytecode = not bytecode.is_elsewhere()
        try:
            self._use(Checks(session.items, self))
        except BaseException as error:
            # pytest would turn it into an INTERNALERROR report; it is ours to tell.
            self.fault = error
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        if self.check is None and self.stage is not None:
            return None  # a whole item: pytest's own way
        assert self.check is not None
        assert self.how is not None
        wanted = inspect.signature(self.check.body).parameters
        fixtures = {n: v for n, v in pyfuncitem.funcargs.items() if n in wanted}
        try:
            self.how(self.check, fixtures)
        except BaseException as error:
            self.error = error
        return True

    def run_whole(self, item: pytest.Function, stage: InstalledModule) -> None:
        """Runs an imported test as pytest would. Raises what it, or its setup, raised first."""
        self.check, self.ended = None, None
        self.student_switch.stopped = None
        with stage.case():
            try:
                item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
            except (KeyboardInterrupt, pytest.exit.Exception) as error:
                # pytest would end with it, and has left the item's fixtures as they are.
                item.session._setupstate.teardown_exact(None)
                self.ended = self.ended or error
            if self.student_switch.stopped is not None:
                raise self.student_switch.stopped
            if self.ended is not None:
                raise _judgeable(self.ended)
            if isinstance(self.student_switch.to, RecordingChannel):
                stage.settle()

    def in_a_case(self, inside: Callable[..., None], stage: InstalledModule) -> Callable[..., None]:
        """The body of an imported test whose cases Hypothesis draws: each is one of the student's
        module's, too."""

        @functools.wraps(inside)
        def body(*args: Any, **kwargs: Any) -> None:
            with stage.case():
                try:
                    given, named = made_now_all(args, kwargs)
                    inside(*given, **named)
                except Exception as error:
                    raise _judgeable(error) from None
                if isinstance(self.student_switch.to, RecordingChannel):
                    stage.settle()

        return body

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Iterator[None]:
        report = yield
        if call.excinfo is not None and self.ended is None:
            self.ended = call.excinfo.value
            if isinstance(self.student_switch.to, Trace):
                self.student_switch.to.fails()
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.error is None:
            self.error = CheckFault(fixture_failed(self.ended, report))
        elif report.skipped and self.error is None and self.check is not None:
            # It would have no cases, and pass whatever is handed in.
            self.error = CheckFault(
                f"it is skipped{skipped(self.ended, report)}, and would check nothing"
            )

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        """A checks.py that ends the process, say. True: pytest need not print its traceback."""
        said = f"The hidden checks can't be collected: {excinfo.exconly()}"
        self.fault = self.fault or CheckFault(said)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self.pytest_internalerror(excinfo)  # nobody's Ctrl-C: that comes to the main thread


def _judgeable(error: BaseException) -> BaseException:
    """An exception of the student's may have reached the test as a plain ValueError."""
    raised = getattr(error, "raised", None)
    if isinstance(raised, Raised) and not isinstance(error, StudentError):
        return student_error(raised).with_traceback(error.__traceback__)
    return error


def with_checks(
    file: Path,
    devices: Callable[[], Sequence[str]],
    use: Callable[[Checks], None],
    module: str = "",
    provided: Sequence[str] = (),
) -> None:
    """Collects a checks.py and calls use(checks) while the pytest session is open.

    module: the name by which imported tests know the student's file; provided: modules beside it,
    which can be imported. devices: asked only when a
    check takes the `device` fixture. Raises CheckFault when the file can't be collected; what
    `use` raises comes out as it was.
    """
    plugin = _Plugin(devices, use)
    plugin.stage = stage_for(file, module, plugin.student_switch, provided) if module else None
    hypothesis_profile.load(anew=plugin.stage is None)
    more = sorted(file.parent.glob("checks_*.py"))
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        with (
            asserts.kept(file.parent),
            _undisturbed(imported=plugin.stage is not None),
            plugin.stage.open() if plugin.stage else contextlib.nullcontext(),
        ):
            options = [o for o in _OPTIONS if plugin.stage is None or o not in _OF_UNITTEST]
            # Else pytest would look through every folder above, and run the conftest.py in each.
            options.append(f"--confcutdir={file.parent}")
            plugins = [plugin, *([plugin.stage.fixtures()] if plugin.stage else [])]
            pytest.main([*options, str(file), *map(str, more)], plugins=plugins)
    finally:
        _forget_modules_of(file.parent)
        sys.dont_write_bytecode = writes
    if plugin.fault is not None:
        raise plugin.fault
    if plugin.collection_errors:
        last = plugin.collection_errors[0].strip().splitlines()[-1].removeprefix("E   ")
        places = re.findall(r'(checks\w*\.py)(?::|", line )(\d+)', plugin.collection_errors[0])
        where = f"{file.with_name(places[-1][0])}, line {places[-1][1]}" if places else str(file)
        refused = plugin.stage.refused if plugin.stage else None
        raise CheckFault(f"The hidden checks can't be collected: {last}", where) from refused


@contextmanager
def _undisturbed(imported: bool) -> Iterator[None]:
    """Keeps from pytest what others told it, and lets no warning be an error that wasn't one when
    the cases were recorded: checks run in the same way everywhere."""
    theirs = {name: os.environ.pop(name) for name in _PYTESTS if name in os.environ}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        with warnings.catch_warnings():
            # An `assume` in a check without @given is ours to tell, and no warning's.
            warnings.simplefilter("ignore", HypothesisDeprecationWarning)
            if imported:
                # Tests of elsewhere have marks of elsewhere, which mean nothing here.
                warnings.simplefilter("ignore", pytest.PytestUnknownMarkWarning)
            if sys.warnoptions:
                warnings.resetwarnings()
                warnings.simplefilter("ignore")
            yield
    finally:
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        os.environ.update(theirs)


def _forget_modules_of(folder: Path) -> None:
    """An author may change a file before it is collected again; pytest would find the old one."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file is not None and Path(file).parent == folder:
            del sys.modules[name]
