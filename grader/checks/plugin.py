"""The pytest plugin with the fixtures `student`, `reference` and `device`.

A grading session hands its own channels to `Fixtures`. Without one, plain pytest runs checks in
one process, which is handy while writing them and is what graders without a worker do. Not for
checks on tensors: those become real ones in a worker only.

    python -m pytest -p grader.checks.plugin --student FILE solutions/SET/EXERCISE/checks.py
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings

from ..wire import arrays
from ..wire.messages import PRETEND, Operation, Outcome
from .in_step import InStep
from .machines import check_of, machine_of
from .proxy import Module

MARKS = (
    "points(n): what the check is worth; 1 when unmarked",
    "features(function): from the call's arguments, by name, to a dict of conditions and truths",
)


class LocalChannel:
    """Runs operations in this process, through the same codec as a worker's, and by what a worker
    runs them: a grader's own process doesn't load that."""

    def __init__(self, module: ModuleType, file: str, requires: Sequence[str]) -> None:
        from ..process.executor import Executor

        self._executor = Executor(module, file, requires)
        self._number = -1
        self.in_step: InStep | None = None

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        self._number += 1
        outcome = self._executor.run(operation)
        return self._number, outcome


class Fixtures:
    """What the three fixtures give. devices: where checks that ask for `device` are run; where
    there is no GPU, PRETEND plays "cuda"."""

    def __init__(self, student: Module, reference: Module, devices: Sequence[str]) -> None:
        self.student = student
        self.reference = reference
        self.devices = tuple(devices)

    @pytest.fixture(name="student")
    def _student(self) -> Module:
        return self.student

    @pytest.fixture(name="reference")
    def _reference(self) -> Module:
        return self.reference

    @pytest.fixture(name="device")
    def _device(self, request: pytest.FixtureRequest) -> str:
        place: str = request.param
        # To a check, as to the code, the stand-in is the GPU.
        return "cuda" if place == PRETEND else place

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makeitem(
        self, collector: pytest.Module | pytest.Class, name: str, obj: object
    ) -> pytest.Function | None:
        """A state machine's TestCase is a check like any other."""
        machine = machine_of(obj)
        if machine is None:
            return None
        check = check_of(obj, machine, name)
        made: pytest.Function = pytest.Function.from_parent(collector, name=name, callobj=check)
        return made

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if "device" in metafunc.fixturenames:
            metafunc.parametrize("device", self.devices, indirect=True)

    def pytest_configure(self, config: pytest.Config) -> None:
        for mark in MARKS:
            config.addinivalue_line("markers", mark)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--student", help="grade this file in the pytest process itself")


def pytest_configure(config: pytest.Config) -> None:
    file = config.getoption("--student")
    if file:
        # The fixtures are the same for every example; Hypothesis can't know.
        suppressed = [HealthCheck.function_scoped_fixture]
        settings.register_profile("kata-plain", deadline=None, suppress_health_check=suppressed)
        settings.load_profile("kata-plain")
        checks = next(Path(a.partition("::")[0]) for a in config.args if "checks.py" in a)
        student, reference = (_local(Path(f)) for f in (file, checks.with_name("solution.py")))
        devices = ["cpu"]
        if "torch" in sys.modules and sys.modules["torch"].cuda.is_available():
            devices.append("cuda")
        config.pluginmanager.register(Fixtures(student, reference, devices), "kata-fixtures")


def _local(file: Path) -> Module:
    from ..process.loading import load_module

    module = load_module(file.read_bytes(), str(file), file.stem)
    arrays.REAL_TENSORS = "torch" in sys.modules
    libraries = [name for name in ("numpy", "torch", "scipy") if name in sys.modules]
    channel = LocalChannel(module, str(file), libraries)
    return Module(channel)


def points(item: pytest.Item) -> float:
    """What a check is worth: an imported test may say it as gradescope-utils does."""
    mark = item.get_closest_marker("points")
    if mark and mark.args:
        return float(mark.args[0])
    weight = getattr(getattr(item, "obj", None), "__weight__", 1)
    return float(weight) if isinstance(weight, (int, float)) else 1.0
