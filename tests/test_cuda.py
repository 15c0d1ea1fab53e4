"""CUDA in confinement, on a GPU that is pretended: each thing that the first real one refused.

What only a real one can tell is in tests/gpu.py, which is run by hand where there is one.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import TinySet, check
from pretended_gpu import PretendedGpu, pretended_gpu

from grader import doctor, submissions
from grader.confine import self_test
from grader.errors import GpuTrouble, UsageError
from grader.grade.session import Options, Session
from grader.judge import turns
from grader.judge.check_runner import CheckRunner
from grader.judge.turns import GpuTurn
from grader.model import Limits, Report
from grader.process import cuda, gpu, host
from grader.process import parent as parents
from grader.process.batches import Batched
from grader.process.parent import Parent
from grader.prove.record import record

__all__ = ["pretended_gpu"]

RIGHT = b"import torch\ndef place(device):\n    return torch.ones(2, device=device).device\n"
NOT_ON_CUDA = b"def place(device):\n    return 'cpu'\n"


@pytest.fixture(autouse=True)
def _confinable() -> None:
    needed = {"landlock-files", "seccomp"}
    missing = [x.name for x in self_test.probe() if x.name in needed and not x.enforced]
    if missing:
        pytest.skip(f"this machine has no {' and no '.join(missing)}")


def graded(tiny_set: TinySet, source: bytes = RIGHT, **options: Any) -> Report:
    with Session(tiny_set.exercise("onto"), Options(explain=False, **options)) as session:
        return session.grade(submissions.of_bytes(source, "onto.py"))


# Started in confinement -----------------------------------------------------------------------


@pytest.mark.parametrize("isolation", ["confined", "process"])
def test_right_work_is_checked_on_the_gpu(
    pretended_gpu: PretendedGpu, tiny_set: TinySet, isolation: str
) -> None:
    """The driver keeps its descriptors, names its thread and shares its memory, inside."""
    report = graded(tiny_set, isolation=isolation)
    on_gpu = check(report, "test_device[cuda]")
    assert on_gpu.status == "passed", on_gpu.message
    assert (report.verdict, report.score, report.max_score) == ("passed", 8, 8)


def test_wrong_work_fails_there(pretended_gpu: PretendedGpu, tiny_set: TinySet) -> None:
    report = graded(tiny_set, NOT_ON_CUDA)
    assert check(report, "test_device[cuda]").status == "failed"
    assert check(report, "test_device[cpu]").status == "passed"


class Fork:
    """One worker for CUDA whose sandbox lacks something."""

    def __init__(self, prelude: str, patch: pytest.MonkeyPatch) -> None:
        begin = "from grader.process.main import main"
        patch.setattr("grader.process.parent._BOOT", parents._BOOT.replace(begin, prelude + begin))

    def refused(self) -> str:
        parent = Parent(("torch",), (), (), "confined", cuda=True)
        try:
            with parent.fork(Limits(), "cuda") as worker:
                answer = worker.refused()
        finally:
            parent.close()
        assert answer is not None
        assert answer.reason == "cuda"
        return answer.message


@pytest.mark.parametrize(
    ("without", "said"),
    [
        (
            "import grader.confine.landlock as l\n_grant = l._grant\n"
            "l._grant = lambda r, p, h: None if p == '/proc/self/task' else _grant(r, p, h)\n",
            "writing /proc/self/task/<thread>/comm: Permission denied",
        ),
        (
            "import grader.confine.system_calls as s\ndel s.FOR_DEVICES['memfd_create']\n",
            "memfd_create and ftruncate: Operation not permitted",
        ),
        (
            "import grader.confine.system_calls as s\ndel s.FOR_DEVICES['bind']\n",
            "listening at an AF_UNIX socket: Operation not permitted",
        ),
        (
            "import grader.confine.landlock as l\n_grant = l._grant\n"
            "l._grant = lambda r, p, h: None if p.endswith('uvm') else _grant(r, p, h)\n",
            "nvidia-uvm: Permission denied",
        ),
        (
            "import grader.confine.landlock as l\n_grant = l._grant\n"
            "l._grant = lambda r, p, h: None if 'min_addr' in p else _grant(r, p, h)\n",
            "reading /proc/sys/vm/mmap_min_addr: Permission denied",
        ),
        ("import grader.process.cuda as c\nc.FILE_MIB = 0\n", "File too large"),
        (
            "import grader.process.cuda as c\nc.DESCRIPTORS = 64\n",
            "opening 100 files at once: Too many open files",
        ),
    ],
    ids=["comm", "memfd", "socket", "device", "min_addr", "file size", "descriptors"],
)
def test_whatever_the_driver_is_refused_is_named(
    pretended_gpu: PretendedGpu, monkeypatch: pytest.MonkeyPatch, without: str, said: str
) -> None:
    """It gives up with the one error that says nothing; we say which call or file it was."""
    message = Fork(without, monkeypatch).refused()
    assert message.startswith("its driver was refused something by this system (CUDA error: OS")
    assert said in message


# Never the student's problem ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "why"),
    [
        ("busy", "the GPU is busy, or kept for another process (CUDA error: CUDA-capable"),
        ("dies", "while CUDA started, it was killed by SIGSEGV"),
        ("hangs", "the driver doesn't answer within 0.5 s"),
        ("lost", "the GPU failed in the middle (CUDA error: unspecified launch failure)"),
        ("full", "the GPU has no memory left (CUDA out of memory. Tried to allocate 2.00 GiB.)"),
    ],
)
@pytest.mark.parametrize("recorded", [False, True])
def test_where_the_gpu_gives_up_the_verdict_is_what_can_be_said_without(
    pretended_gpu: PretendedGpu,
    tiny_set: TinySet,
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
    why: str,
    recorded: bool,
) -> None:
    """One line says why; full marks as on a machine without a GPU; nobody's fault."""
    if recorded:
        graded(tiny_set)
    monkeypatch.setattr(host, "CUDA_START_S", 0.5)
    pretended_gpu.is_up_to(mode)
    report = graded(tiny_set)
    skipped = check(report, "test_device[cuda]")
    assert (skipped.status, skipped.points, skipped.max_points) == ("skipped", 0, 0)
    assert str(skipped.message).startswith("CUDA: not checked, ")
    assert why in str(skipped.message)
    assert (report.verdict, report.score) == ("passed", report.max_score)


def test_wrong_work_stays_wrong_where_the_gpu_gives_up(
    pretended_gpu: PretendedGpu, tiny_set: TinySet
) -> None:
    pretended_gpu.is_up_to("busy")
    wrong = b"def place(device):\n    return 'nowhere'\n"
    assert graded(tiny_set, wrong).verdict == "failed"


def test_a_file_that_pretends_a_broken_gpu_gains_nothing(
    pretended_gpu: PretendedGpu, tiny_set: TinySet
) -> None:
    """It is asked once more by the stand-in."""
    source = (
        b"def place(device):\n    if device != 'cpu':\n"
        b"        raise RuntimeError('CUDA error: busy')\n    return 'cpu'\n"
    )
    report = graded(tiny_set, source)
    assert report.verdict == "failed"
    assert report.score < report.max_score


@pytest.mark.parametrize("mode", ["busy", "lost"])
def test_cuda_that_was_asked_for_by_hand_says_why_it_can_not_be_had(
    pretended_gpu: PretendedGpu, tiny_set: TinySet, mode: str
) -> None:
    """Exit code 2: there is something that the person at the keyboard can mend."""
    graded(tiny_set, device="cuda")
    pretended_gpu.is_up_to(mode)
    with pytest.raises(UsageError, match=r"^CUDA can't be used: the GPU ") as caught:
        graded(tiny_set, device="cuda")
    assert caught.value.exit_code == 2


def test_a_worker_that_is_killed_in_the_middle_costs_nobody_anything(
    pretended_gpu: PretendedGpu, tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = host.Worker.run

    def killing(self: host.Worker, *arguments: Any) -> Batched:
        if self.on_gpu:
            os.kill(self.pid, signal.SIGKILL)
        return run(self, *arguments)

    monkeypatch.setattr(host.Worker, "run", killing)
    report = graded(tiny_set)
    assert check(report, "test_device[cuda]").status == "skipped"
    assert report.verdict == "passed"


def test_the_next_submission_tries_the_gpu_again(
    pretended_gpu: PretendedGpu, tiny_set: TinySet
) -> None:
    with Session(tiny_set.exercise("onto"), Options(explain=False)) as session:
        seen = []
        for mode in ("", "busy", ""):
            pretended_gpu.is_up_to(mode)
            report = session.grade(submissions.of_bytes(RIGHT))
            seen.append(check(report, "test_device[cuda]").status)
    assert seen == ["passed", "skipped", "passed"]


# As few as can be ------------------------------------------------------------------------------


def test_the_reference_needs_the_gpu_once_and_the_student_one_worker(
    pretended_gpu: PretendedGpu, tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each context is a gigabyte and a second: recorded answers are not asked for again."""
    forks: list[str] = []
    fork = Parent.fork

    def counted(
        self: Parent, limits: Limits, device: str = "cpu", libraries: tuple[str, ...] = ()
    ) -> host.Worker:
        forks.append(device)
        return fork(self, limits, device, libraries)

    monkeypatch.setattr(Parent, "fork", counted)
    graded(tiny_set)
    assert forks.count("cuda") == 3
    forks.clear()
    graded(tiny_set)
    assert forks.count("cuda") == 1


def test_of_an_authors_recording_only_the_gpus_part_is_made_here(
    pretended_gpu: PretendedGpu, tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once; in the order of the checks; and explained like all others."""
    assert record(tiny_set.exercise("onto")).problem == ""
    drawn: list[str] = []
    recorded = CheckRunner._recorded

    def noted(self: CheckRunner, check: Any, checks: Any) -> Any:
        drawn.append(check.name)
        return recorded(self, check, checks)

    monkeypatch.setattr(CheckRunner, "_recorded", noted)
    report = graded(tiny_set)
    assert [c.name for c in report.checks] == ["test_at_home", "test_device[cpu]",
                                               "test_device[cuda]"]  # fmt: skip
    assert {c.status for c in report.checks} == {"passed"}
    with Session(tiny_set.exercise("onto"), Options()) as session:
        wrong = session.grade(submissions.of_bytes(NOT_ON_CUDA, "onto.py"))
    assert str(getattr(check(wrong, "test_device[cuda]").why, "id", "")) == "at_home"
    assert drawn == ["test_device[cuda]"]


def test_an_authors_recording_does_not_stand_for_cuda_that_was_asked_for(
    pretended_gpu: PretendedGpu, tiny_set: TinySet
) -> None:
    assert record(tiny_set.exercise("onto")).problem == ""
    assert check(graded(tiny_set, device="cuda"), "test_device[cuda]").status == "passed"
    (tiny_set.cache).rename(tiny_set.cache.with_name("elsewhere"))
    pretended_gpu.is_up_to("busy")
    with pytest.raises(UsageError, match=r"^CUDA can't be used: the GPU is busy"):
        graded(tiny_set, device="cuda")


def test_a_check_that_takes_no_device_starts_nothing_for_the_gpu(
    pretended_gpu: PretendedGpu, tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_set.write(
        "solutions/tiny/onto/checks.py",
        'def test_at_home(student):\n    """On the CPU."""\n'
        '    assert student.place("cpu") == "cpu"\n',
    )
    pretended_gpu.is_up_to("dies")
    assert graded(tiny_set).verdict == "passed"


def test_a_cpu_worker_does_not_know_that_there_is_a_gpu(
    pretended_gpu: PretendedGpu, tiny_set: TinySet
) -> None:
    """Its backward pass asks no driver, warns of nothing and waits for nothing."""
    source = (
        b"import torch\ntorch.ones(1).backward()\nprint(torch.asked_for_gpus)\n"
        b"def place(device):\n    return torch.ones(2, device=device).device\n"
    )
    report = graded(tiny_set, source, device="cpu")
    assert report.output == "[]\n"


def test_the_driver_would_be_found_if_it_were_not_hidden(
    pretended_gpu: PretendedGpu, tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the test above would prove nothing."""
    monkeypatch.setattr(gpu, "hidden", lambda: {"CUDA_VISIBLE_DEVICES": ""})
    source = (
        b"import torch\ntorch.ones(1).backward()\nprint(len(torch.asked_for_gpus))\n"
        b"def place(device):\n    return torch.ones(2, device=device).device\n"
    )
    assert graded(tiny_set, source, device="cpu").output == "2\n"


# A line before the GPU -------------------------------------------------------------------------


def _has_its_turn(line: Path, ready: Any, end: Any) -> None:
    turn = GpuTurn("0", lambda said: None, line)
    turn.take()
    ready.set()
    end.wait(60)
    turn.leave()


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[Any]:
    """Another process that has the GPU."""
    context = multiprocessing.get_context("spawn")
    ready, end = context.Event(), context.Event()
    process = context.Process(target=_has_its_turn, args=(tmp_path / "line", ready, end))
    process.start()
    assert ready.wait(60)
    process.end = end
    yield process
    # Of one that was killed while it waited for this, setting it would wait in turn, for ever.
    if process.is_alive():
        end.set()
    process.join()


def test_who_needs_the_gpu_waits_and_is_told_how_many_come_before(
    holder: Any, tmp_path: Path
) -> None:
    told: list[str] = []

    def hear(said: str) -> None:
        told.append(said)
        holder.end.set()

    turn = GpuTurn("0", hear, tmp_path / "line")
    turn.take()
    assert told == ["waiting for the GPU, 1 before you …", ""]
    turn.leave()


def test_who_dies_in_the_line_keeps_nobody_waiting(holder: Any, tmp_path: Path) -> None:
    turn = GpuTurn("0", lambda said: holder.kill(), tmp_path / "line")
    turn.take()
    holder.join()
    assert holder.exitcode == -signal.SIGKILL
    turn.leave()


def test_another_gpu_is_another_line(holder: Any, tmp_path: Path) -> None:
    turn = GpuTurn("1", lambda said: pytest.fail("nobody is before us"), tmp_path / "line")
    turn.take()
    turn.take()
    turn.leave()


def test_nobody_waits_for_ever(
    holder: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "GPU_PATIENCE_S", 0.0)
    turn = GpuTurn("0", lambda said: None, tmp_path / "line")
    with pytest.raises(GpuTrouble, match="others use it for longer than 0 minutes"):
        turn.take()


def test_where_there_can_be_no_line_one_goes_on_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    turn = GpuTurn("0", lambda said: pytest.fail("nobody to wait for"), tmp_path / "file")
    turn.take()
    turn.leave()


# What there is ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("devices", "build", "selected", "why"),
    [
        ([], "cuda", "0", "no GPU here"),
        (["nvidiactl"], "cuda", "0", "no GPU here"),
        (["nvidia0"], "cpu", "0", "there is a GPU, but this torch is built without CUDA"),
        (["nvidia0"], "hip", "0", "this torch is built for AMD's ROCm, which kata leaves alone"),
        (["nvidia0"], "cuda", "", "CUDA_VISIBLE_DEVICES hides every GPU"),
        (["nvidia0"], "cuda", "-1", "CUDA_VISIBLE_DEVICES hides every GPU"),
        (["nvidia0", "nvidia1"], "cuda", "1,0", None),
        (["nvidia0"], "cuda", "MIG-00000000-0000", None),
        (["dxg"], "cuda", "0", None),
    ],
)
def test_why_there_is_no_cuda_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    devices: list[str],
    build: str,
    selected: str,
    why: str | None,
) -> None:
    for name in devices:
        (tmp_path / name).write_bytes(b"")
    monkeypatch.setattr(gpu, "_DEVICES", (f"{tmp_path}/*",))
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", selected)
    assert gpu.missing(build) == why


def test_one_gpu_is_used_the_first_that_is_selected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "2,0")
    assert gpu.shown()["CUDA_VISIBLE_DEVICES"] == "2"
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES")
    assert gpu.shown()["CUDA_VISIBLE_DEVICES"] == "0"
    assert gpu.hidden()["CUDA_VISIBLE_DEVICES"] == "-1"


def test_the_drivers_folders_are_readable_and_others_on_the_loaders_path_are_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("driver", "private"):
        (tmp_path / name).mkdir()
    (tmp_path / "driver" / "libcuda.so.1").write_bytes(b"")
    (tmp_path / "private" / "libmine.so").write_bytes(b"")
    monkeypatch.setenv("LD_LIBRARY_PATH", f"{tmp_path}/driver:{tmp_path}/private:")
    readable = gpu.readable()
    assert f"{tmp_path}/driver" in readable
    assert not [path for path in readable if "private" in path]
    assert "/proc/sys/vm/mmap_min_addr" in readable


def test_an_error_nobody_has_met_is_told_as_it_is() -> None:
    assert cuda.reason("CUDA error: a new one\nCompile with …") == "CUDA error: a new one"


@pytest.mark.parametrize(
    ("error", "message", "trouble"),
    [
        ("AcceleratorError", "anything", True),
        ("RuntimeError", "CUDA error: unspecified launch failure", True),
        ("RuntimeError", "cuDNN error: CUDNN_STATUS_NOT_INITIALIZED", True),
        ("RuntimeError", "Expected all tensors to be on the same device, but found at least two "
         "devices, cuda:0 and cpu!", False),
        ("TypeError", "can't convert cuda:0 device type tensor to numpy.", False),
    ],
)  # fmt: skip
def test_the_gpus_own_troubles_are_told_from_mistakes(
    error: str, message: str, trouble: bool
) -> None:
    """A layer left on the CPU is a mistake, whatever device the sentence is about."""
    assert cuda.is_trouble(error, message) is trouble


# What else it may and may not ------------------------------------------------------------------

PEEK = """
import os, socket, torch
def tried(what, *args):
    try:
        what(*args)
        return "done"
    except OSError as error:
        return type(error).__name__
def place(device):
    seen = [
        tried(open, "@CANARY@"),
        tried(open, "@CANARY@", "w"),
        tried(os.listdir, "@FOLDER@"),
        tried(os.fork),
        tried(socket.socket),
        tried(os.kill, os.getppid(), 0),
        tried(open, "/proc/%d/comm" % os.getppid(), "w"),
        tried(open, "/proc/self/environ"),
        tried(open, "/proc/self/oom_score_adj", "w"),
        tried(os.open, "/dev/shm/kata", os.O_CREAT | os.O_RDWR),
        tried(os.setpriority, os.PRIO_PROCESS, os.getppid(), 19),
    ]
    print(device, *sorted(set(seen)))
    return torch.ones(2, device=device).device
"""


def test_a_worker_for_cuda_reads_writes_starts_and_reaches_nothing_else(
    pretended_gpu: PretendedGpu, tiny_set: TinySet, tmp_path: Path
) -> None:
    """The driver's rights are no way out."""
    (tmp_path / "canary.txt").write_text("the canary lives")
    source = PEEK.replace("@CANARY@", f"{tmp_path}/canary.txt").replace("@FOLDER@", str(tmp_path))
    report = graded(tiny_set, source.encode())
    assert check(report, "test_device[cuda]").status == "passed", report
    assert "cuda PermissionError\n" in str(report.output)
    assert (tmp_path / "canary.txt").read_text() == "the canary lives"


HOSTILE = Path(__file__).parent / "hostile" / "harmless"


@pytest.mark.parametrize(
    "name",
    ["attacks_other_processes", "changes_files", "looks_for_secrets", "opens_sockets",
     "reads_other_processes", "reads_what_is_hidden", "removes_its_limits", "starts_processes",
     "writes_anywhere"],
)  # fmt: skip
def test_the_hostile_corpus_gets_nothing_in_a_worker_for_cuda(
    pretended_gpu: PretendedGpu, tiny_set: TinySet, tmp_path: Path, name: str
) -> None:
    """Each file's own proof that it came to nothing, asked for on the GPU."""
    (tmp_path / "canary.txt").write_text("the canary lives")
    text = (HOSTILE / f"{name}.py").read_text()
    places = {
        "FOLDER": tmp_path,
        "CANARY": tmp_path / "canary.txt",
        "SOLUTIONS": tiny_set.root / "solutions",
        "CACHE": tiny_set.cache,
        "REPO": Path(__file__).parent.parent,
        "GRADER": os.getpid(),
    }
    for place, path in places.items():
        text = text.replace(f"@{place}@", str(path))
    # The one kind that the driver listens at: see the next test.
    text = text.replace(
        "refused(socket.socket, family, kind)",
        "(family, kind) == (1, 5) or refused(socket.socket, family, kind)",
    )
    text += "\nimport torch\ndef place(device):\n    return torch.ones(2, device=device).device\n"
    report = graded(tiny_set, text.encode())
    on_gpu, at_home = check(report, "test_device[cuda]"), check(report, "test_device[cpu]")
    assert (at_home.status, on_gpu.status) == ("passed", "passed"), (at_home, on_gpu)
    assert (tmp_path / "canary.txt").read_text() == "the canary lives"


LISTENS = """
import ctypes, os, socket, torch
libc = ctypes.CDLL(None, use_errno=True)
def tried(call, *args):
    return os.strerror(ctypes.get_errno()) if call(*args) < 0 else "done"
def place(device):
    made = libc.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET, 0)
    in_a_folder = (1).to_bytes(2, "little") + os.fsencode(os.path.abspath("s")) + bytes(1)
    nameless = (1).to_bytes(2, "little") + b"\\0kata-%d" % os.getpid()
    print(
        device,
        tried(libc.bind, made, in_a_folder, len(in_a_folder)),
        tried(libc.connect, made, nameless, len(nameless)),
        tried(libc.bind, made, nameless, len(nameless)),
        tried(libc.listen, made, 1),
        tried(libc.accept, made, None, None),
        tried(libc.recvmsg, made, bytes(56), 0),
        tried(libc.sendmsg, made, bytes(56), 0),
        sep="; ",
    )
    return torch.ones(2, device=device).device
"""


def test_the_socket_that_the_driver_listens_at_reaches_nobody_and_lets_nobody_in(
    pretended_gpu: PretendedGpu, tiny_set: TinySet
) -> None:
    """And a worker for the CPU can't make one at all."""
    report = graded(tiny_set, LISTENS.encode())
    refused = "Operation not permitted"
    at_home, on_gpu = str(report.output).splitlines()[-2:]
    assert set(at_home.split("; ")[1:]) <= {refused, "Bad file descriptor"}
    assert on_gpu.split("; ") == ["cuda", "Permission denied", refused, "done", "done",
                                  refused, refused, refused]  # fmt: skip


def test_the_doctor_says_what_can_be_had(
    pretended_gpu: PretendedGpu, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert doctor.cuda_refused() is None
    pretended_gpu.is_up_to("busy")
    assert str(doctor.cuda_refused()).startswith("the GPU is busy, or kept for another process")


def test_the_doctor_names_what_was_refused(
    pretended_gpu: PretendedGpu, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = "from grader.process.main import main"
    spoilt = "import grader.confine.system_calls as s\ndel s.FOR_DEVICES['memfd_create']\n"
    monkeypatch.setattr("grader.process.parent._BOOT", parents._BOOT.replace(begin, spoilt + begin))
    assert "memfd_create and ftruncate: Operation not permitted" in str(doctor.cuda_refused())


def test_what_only_a_gpu_can_tell_is_not_asked_without_one(tmp_path: Path) -> None:
    """make gpu says so, and ends well."""
    script = Path(__file__).with_name("gpu.py")
    run = subprocess.run([sys.executable, str(script)], capture_output=True, text=True,
                         env=os.environ | {"CUDA_VISIBLE_DEVICES": ""}, cwd=tmp_path)  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("Nothing to try: ")


def test_a_warm_parent_has_one_thread_and_loads_what_every_worker_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A fork has no other thread, and Landlock confines no other; torch is the real one here."""
    begin = "    sys.path.remove(root)\nmain("
    told = (
        "    sys.path.remove(root)\nimport os, grader.process.main as m\nready = m.Ready\n"
        "def told(versions, missing, unknown):\n"
        "    versions['threads'] = str(len(os.listdir('/proc/self/task')))\n"
        "    versions['random'] = str('numpy.random' in sys.modules)\n"
        "    return ready(versions, missing, unknown)\nm.Ready = told\nmain("
    )
    monkeypatch.setattr("grader.process.parent._BOOT", parents._BOOT.replace(begin, told))
    parent = Parent(("numpy", "torch"), (), (), "confined")
    try:
        versions = parent.ready().versions
    finally:
        parent.close()
    assert (versions["threads"], versions["random"]) == ("1", "True")
