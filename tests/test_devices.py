"""Devices: where checks run with and without a GPU, and what a report says of what was not checked.

A machine without a GPU can still test the decisions: stand-ins play torch and the parent. One
test runs for real where there is a GPU.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from grader import submissions
from grader.errors import UsageError
from grader.grade.report import unchecked_devices
from grader.grade.session import Options, Session
from grader.judge.recording import RecordedCheck
from grader.model import Exercise, Limits
from grader.process import cuda, gpu, interpreter, serve
from grader.process.batches import Batched
from grader.process.runtime_rules import Watch
from grader.sets import library, set_files
from grader.wire import messages
from grader.wire.parent_messages import Fork, Ready, Start
from grader.wording import sentences


@pytest.fixture
def torch_exercise(tiny_set) -> Exercise:
    """The tiny NumPy exercise, as if it needed torch. Never graded: torch takes seconds."""
    return replace(tiny_set.exercise("slide"), requires=("numpy", "torch"))


class StandIn:
    """A warm parent that never starts anything."""

    def ready(self) -> Ready:
        return Ready({"numpy": "2", "torch": "2"}, ())

    def close(self) -> None:
        pass


def session_with(
    monkeypatch: pytest.MonkeyPatch, exercise: Exercise, cuda: bool, device: str = "auto"
) -> Session:
    monkeypatch.setattr("grader.judge.parents.Parent", lambda *_, **__: StandIn())
    monkeypatch.setattr(gpu, "missing", lambda: None if cuda else gpu.NO_GPU)
    return Session(exercise, Options(device=device, store=False))


def test_with_a_gpu_checks_run_on_the_cpu_and_on_cuda(monkeypatch, torch_exercise):
    """Both, because what passes on one may fail on the other."""
    assert session_with(monkeypatch, torch_exercise, cuda=True).judge.devices() == ("cpu", "cuda")


def test_without_a_gpu_a_stand_in_plays_one(monkeypatch, torch_exercise):
    """It catches what stays on the CPU all the same."""
    assert session_with(monkeypatch, torch_exercise, cuda=False).judge.devices() == (
        "cpu",
        "pretend",
    )


def test_an_exercise_without_torch_knows_only_the_cpu(monkeypatch, tiny_set):
    """NumPy arrays live nowhere else, GPU or not."""
    session = session_with(monkeypatch, tiny_set.exercise("slide"), cuda=True)
    assert session.judge.devices() == ("cpu",)


@pytest.mark.parametrize("device", ["cpu", "pretend", "cuda"])
def test_a_device_that_was_asked_for_is_the_only_one(monkeypatch, torch_exercise, device):
    """kata check --device."""
    session = session_with(monkeypatch, torch_exercise, cuda=True, device=device)
    assert session.judge.devices() == (device,)


def test_cuda_that_was_asked_for_and_is_not_there_is_said_at_once(monkeypatch, torch_exercise):
    """Not as a check that fails on its own reference, which would be the grader's fault."""
    session = session_with(monkeypatch, torch_exercise, cuda=False, device="cuda")
    with pytest.raises(UsageError, match="no GPU here"):
        session.judge.devices()


# What a report says ---------------------------------------------------------------------------


def recorded(name: str, device: str, takes_device: bool = True) -> RecordedCheck:
    return RecordedCheck(
        name=name, title="T", points=2, device=device, takes_device=takes_device, cases=[]
    )


def test_what_was_not_checked_on_cuda_is_skipped_and_never_passed():
    """One line for each check, worth nothing either way."""
    checks = [
        recorded("a[cpu]", "cpu"),
        recorded("a[pretend]", "pretend"),
        recorded("b", "cpu", False),
    ]
    (skipped,) = unchecked_devices(checks, gpu.NO_GPU)
    assert (skipped.name, skipped.status, skipped.device) == ("a[cuda]", "skipped", "cuda")
    assert (skipped.points, skipped.max_points) == (0, 0)
    assert skipped.message == "CUDA: not checked, no GPU here"


def test_with_a_gpu_nothing_is_skipped():
    """There is a result instead."""
    assert unchecked_devices([recorded("a[cpu]", "cpu"), recorded("a[cuda]", "cuda")], "") == []


def test_passing_on_the_stand_in_says_what_that_means():
    """It is no GPU."""
    said = "Checked on a stand-in for a GPU, which follows its rules."
    assert sentences.passed("pretend") == said
    assert sentences.passed("cpu") is None


# The worker that uses CUDA --------------------------------------------------------------------


@pytest.fixture
def fake_torch(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A torch that remembers what was asked of it, with a GPU of 8 GiB."""
    fractions: list[float] = []
    torch = SimpleNamespace(
        backends=SimpleNamespace(
            cuda=SimpleNamespace(matmul=SimpleNamespace(allow_tf32=True)),
            cudnn=SimpleNamespace(allow_tf32=True),
        ),
        cuda=SimpleNamespace(
            init=lambda: None,
            get_device_properties=lambda _: SimpleNamespace(total_memory=8 * 2**30),
            set_per_process_memory_fraction=lambda part, _: fractions.append(part),
        ),
        ones=lambda *_, device: np.ones(2),
        __version__="2.9",
        fractions=fractions,
    )
    monkeypatch.setitem(sys.modules, "torch", torch)  # type: ignore[arg-type]
    return torch


def test_tf32_is_off_in_a_cuda_worker(fake_torch):
    """Its ten bits of mantissa would make right answers look wrong."""
    cuda.start(2048)
    assert not fake_torch.backends.cuda.matmul.allow_tf32
    assert not fake_torch.backends.cudnn.allow_tf32


@pytest.mark.parametrize(("memory_mib", "fraction"), [(2048, 0.25), (16384, 1.0)])
def test_device_memory_is_bounded_by_a_fraction_of_it(fake_torch, memory_mib, fraction):
    """Never more than there is."""
    cuda.start(memory_mib)
    assert fake_torch.fractions == [fraction]


def confined_with(monkeypatch: pytest.MonkeyPatch, on_gpu: bool) -> dict[str, Any]:
    """What a worker asks of the sandbox."""
    asked: dict[str, Any] = {}

    def confine(limits: Any, **options: Any) -> tuple[str, ...]:
        asked.update(options, limits=limits)
        return ()

    monkeypatch.setattr(serve.confine, "confine", confine)
    # It stays for good in the process that asks for it, and this one is ours.
    monkeypatch.setattr(serve.refusals, "announce", lambda *_: None)
    monkeypatch.setattr(serve.semaphores, "settle", lambda: None)
    monkeypatch.setattr(serve.machine, "settle", lambda: None)
    monkeypatch.setattr(gpu, "devices", lambda: ("/dev/nvidia0", "/dev/nvidiactl"))
    monkeypatch.setattr(gpu, "readable", lambda: ("/proc/driver/nvidia",))
    fork = Fork("confined", 1.0, 512, "cuda" if on_gpu else "cpu")
    worker = serve.Server(fork, Start((), (), ()), Watch(), (), serve.Scratch())
    worker._wire = SimpleNamespace(fileno=lambda: 99)
    worker._confine()
    return asked


@pytest.mark.usefixtures("fake_torch")
def test_a_cuda_worker_may_use_the_gpu_and_any_number_of_addresses(monkeypatch):
    """CUDA reserves far more addresses than it uses memory."""
    asked = confined_with(monkeypatch, on_gpu=True)
    assert asked["limits"].memory_mib is None
    assert asked["writable_devices"] == ("/dev/nvidia0", "/dev/nvidiactl")
    assert asked["writable_folders"] == ("/proc/self/task",)
    assert "/proc/driver/nvidia" in asked["readable"]
    assert asked["isolation"] == "confined"


def test_any_other_worker_may_not(monkeypatch):
    """A GPU's memory is a place to hide things in."""
    asked = confined_with(monkeypatch, on_gpu=False)
    assert asked["limits"].memory_mib == 512
    assert (asked["writable_devices"], asked["writable_folders"], asked["readable"]) == ((), (), ())


def test_the_choice_of_gpus_reaches_the_parent(monkeypatch):
    """And nothing else of the grader's environment."""
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    monkeypatch.setenv("A_SECRET", "x")
    assert interpreter.environment(cuda=True)["CUDA_VISIBLE_DEVICES"] == "1"
    assert interpreter.environment()["CUDA_VISIBLE_DEVICES"] == "-1"
    assert "A_SECRET" not in interpreter.environment()


def test_a_check_on_cuda_is_run_by_a_worker_for_cuda(monkeypatch, tiny_set):
    """One worker for the CPU checks, another for each other device."""
    from grader.judge.attempt import Attempt

    forked: list[str] = []
    asked: list[bool] = []

    class Parent:
        def fork(self, limits: Limits, device: str = "cpu", libraries: tuple[str, ...] = ()) -> Any:
            forked.append(device)
            return SimpleNamespace(
                load=lambda *_, **__: messages.Loaded((), {}),
                run=lambda *_: Batched(),
                close=lambda: None,
                ended=None,
                spent=False,
                shift=SimpleNamespace(own_s=lambda: 0.0, asked_s=0.0),
            )

    def parent(cuda: bool) -> Any:
        asked.append(cuda)
        return Parent()

    with Attempt(tiny_set.exercise(), parent, b"") as attempt:
        attempt.run(recorded("a[cpu]", "cpu"))
        attempt.run(recorded("a[cuda]", "cuda"))
        attempt.run(recorded("b[cuda]", "cuda"))
        attempt.run(recorded("a[pretend]", "pretend"))
    assert forked == ["cpu", "cuda", "pretend"]
    assert asked == [False, True, False]  # the stand-in's parent knows of no GPU


# For real -------------------------------------------------------------------------------------


@pytest.mark.skipif(
    not __import__("glob").glob("/dev/nvidia[0-9]*"), reason="no GPU on this machine"
)
def test_on_a_gpu_the_reference_passes_on_cuda():  # pragma: no cover
    """The whole way: a worker for CUDA, confined, with tensors on the device."""
    exercise = library.find_exercise("convolution/tf_to_torch")
    source = set_files.reference_file(exercise)
    assert source is not None
    with Session(exercise, Options(store=False)) as session:
        report = session.grade(submissions.read(source))
    assert report.verdict == "passed"
    assert any(c.device == "cuda" and c.status == "passed" for c in report.checks)
    assert not any(c.status == "skipped" for c in report.checks)
