"""The sandbox, tried for real: fork, confine, then do what a hostile submission does.

The children are forked from pytest itself, except for the honest work: torch must not have been
used before the fork, so that runs from a fresh interpreter.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import mmap
import os
import re
import resource
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("only Linux can confine a worker", allow_module_level=True)

from grader.confine import confine as sandbox
from grader.confine import landlock, seccomp, system_calls
from grader.confine.confine import ConfinementError, Limits, confine, default_readable
from grader.confine.self_test import Layer, probe

ROOMY = Limits(cpu_s=30, memory_mib=1024)
NOBODY = 65534
REFUSALS = {errno.EPERM, errno.EACCES}
LIBC = ctypes.CDLL(None, use_errno=True)
MACHINE = os.uname().machine
COLUMN = {"x86_64": 0, "aarch64": 1}.get(MACHINE, 0)
READABLE = default_readable()


# Running something in a child -----------------------------------------------------------------


@dataclass(frozen=True)
class Ended:
    """How a child ended: what it answered, or raised, and its exit status."""

    answer: Any = None
    raised: str = ""
    errno: int | None = None
    text: str = ""
    status: int = 0


def in_a_child(action: Callable[[int], Any]) -> Ended:
    """Fork and run action(pipe) there. The pipe must survive for the answer to come back."""
    ours, theirs = os.pipe()
    with warnings.catch_warnings():
        # Another test of this run may have left a thread of NumPy's behind; the child has none.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.write(theirs, json.dumps(_answer_of(action, theirs)).encode())
        os._exit(0)
    os.close(theirs)
    with open(ours, "rb") as pipe:
        sent = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ended(**(json.loads(sent) if sent else {}), status=status)


def _answer_of(action: Callable[[int], Any], pipe: int) -> dict[str, Any]:
    try:
        return {"answer": action(pipe)}
    except BaseException as error:
        number = getattr(error, "errno", None)
        return {"raised": type(error).__name__, "errno": number, "text": str(error)}


def in_a_worker(
    action: Callable[[], Any],
    *,
    limits: Limits = ROOMY,
    keep: tuple[int, ...] = (),
    readable: tuple[str, ...] = READABLE,
    isolation: Any = "confined",
) -> Ended:
    def work(pipe: int) -> Any:
        confine(limits, keep={pipe, *keep}, readable=readable, isolation=isolation)
        return action()

    return in_a_child(work)


def as_nobody(run: Callable[[], Ended]) -> Ended:
    """Have an ordinary user fork the worker, so that worker and parent are the same user."""

    def drop_and_run(_: int) -> dict[str, Any]:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        LIBC.prctl(4, 1, 0, 0, 0)  # changing user made us undumpable; a user's process isn't
        return vars(run())

    outer = in_a_child(drop_and_run)
    assert outer.answer is not None, outer
    return Ended(**outer.answer)


@pytest.fixture(scope="module")
def layers() -> dict[str, Layer]:
    return {layer.name: layer for layer in probe()}


@pytest.fixture
def confinable(layers: dict[str, Layer]) -> None:
    for name in ("landlock-files", "seccomp"):
        if not layers[name].enforced:
            pytest.skip(f"{name} is not to be had here: {layers[name].detail}")


# What a hostile submission tries --------------------------------------------------------------


@dataclass(frozen=True)
class Outside:
    """What there is to attack: files of the grader's, its process, a wire and a terminal."""

    secret: str
    folder: str
    wire: socket.socket
    datagrams: socket.socket
    terminal: int


@pytest.fixture
def outside() -> Iterator[Outside]:
    # Not tmp_path: pytest's folders are closed to "nobody", who must fail for no such reason.
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        os.chmod(folder, 0o777)
        secret = Path(folder, "checks.py")
        secret.write_text("the answer is 42")
        secret.chmod(0o666)
        wire, _ = (opened.enter_context(end) for end in socket.socketpair())
        pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        datagrams, _ = (opened.enter_context(end) for end in pair)
        for terminal in os.openpty():
            opened.callback(os.close, terminal)
        yield Outside(str(secret), folder, wire, datagrams, terminal)


def call(name: str, *arguments: int) -> None:
    """A raw system call. Raises OSError with whatever the kernel said."""
    number = NUMBERS[name][COLUMN]
    full = [ctypes.c_long(value) for value in (*arguments, *[0] * (6 - len(arguments)))]
    if LIBC.syscall(ctypes.c_long(number), *full) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def prctl(option: int, value: int) -> None:
    if LIBC.prctl(option, ctypes.c_ulong(value), 0, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), f"prctl({option})")


def fork_and_leave(*_: object) -> None:
    if os.fork() == 0:
        os._exit(0)


def pass_through_a_pair(_: object) -> None:
    ours, theirs = socket.socketpair()
    socket.send_fds(ours, [b"x"], [0])
    socket.recv_fds(theirs, 1, 1)


def lower_the_parents_limit(_: Outside) -> None:
    parent = os.getppid()
    resource.prlimit(parent, resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE))


# What any user can do to files and processes of their own while nothing confines them.
ORDINARY: dict[str, Callable[[Outside], object]] = {
    "read a hidden file": lambda o: Path(o.secret).read_text(),
    "list a hidden folder": lambda o: os.listdir(o.folder),
    "read the list of users": lambda o: Path("/etc/passwd").read_text(),
    "list the root folder": lambda o: os.listdir("/"),
    "read its environment": lambda o: Path("/proc/self/environ").read_text(),
    "read the parent's environment": lambda o: Path(f"/proc/{os.getppid()}/environ").read_text(),
    "open the parent's memory": lambda o: os.open(f"/proc/{os.getppid()}/mem", os.O_RDWR),
    "open its own memory": lambda o: os.open("/proc/self/mem", os.O_RDWR),
    "see where the parent is": lambda o: os.readlink(f"/proc/{os.getppid()}/cwd"),
    "write into a hidden file": lambda o: os.open(o.secret, os.O_WRONLY),
    "empty a file by a read-only open": lambda o: os.open(o.secret, os.O_RDONLY | os.O_TRUNC),
    "create a file": lambda o: Path(o.folder, "sitecustomize.py").touch(),
    "create an unnamed file": lambda o: os.open(o.folder, os.O_TMPFILE | os.O_RDWR),
    "truncate a file": lambda o: os.truncate(o.secret, 0),
    "delete a file": lambda o: os.unlink(o.secret),
    "rename a file": lambda o: os.rename(o.secret, o.folder + "/moved"),
    "link a file": lambda o: os.link(o.secret, o.folder + "/link"),
    "make a symbolic link": lambda o: os.symlink(o.secret, o.folder + "/symlink"),
    "make a folder": lambda o: os.mkdir(o.folder + "/new"),
    "make a FIFO": lambda o: os.mkfifo(o.folder + "/fifo"),
    "change a file's mode": lambda o: os.chmod(o.secret, 0o777),
    "change an open file's mode": lambda o: os.fchmod(o.wire.fileno(), 0o777),
    "change a file's times": lambda o: os.utime(o.secret),
    "make memory look like a file": lambda o: os.memfd_create("program"),
    "fork": fork_and_leave,
    "spawn": lambda o: os.posix_spawn("/bin/true", ["true"], {}),
    "run a program": lambda o: subprocess.run(["/bin/true"], check=True),
    "signal the parent": lambda o: os.kill(os.getppid(), 0),
    "signal the parent's group": lambda o: os.killpg(os.getpgid(os.getppid()), 0),
    "signal everyone": lambda o: os.kill(-1, 0),
    "signal a thread of the parent": lambda o: call("tgkill", os.getppid(), os.getppid(), 0),
    "take a handle on the parent": lambda o: os.pidfd_open(os.getppid()),
    "have the wire signal the parent": lambda o: fcntl.fcntl(o.wire, fcntl.F_SETOWN, os.getppid()),
    "have the wire signal, by ioctl": lambda o: fcntl.ioctl(
        o.wire, 0x8901, struct.pack("i", os.getppid())
    ),
    "have input signal": lambda o: fcntl.fcntl(o.wire, fcntl.F_SETFL, os.O_ASYNC),
    "open a TCP socket": lambda o: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "open a UDP socket": lambda o: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "open an IPv6 socket": lambda o: socket.socket(socket.AF_INET6),
    "open a Unix socket": lambda o: socket.socket(socket.AF_UNIX),
    "open a netlink socket": lambda o: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "make a pair of datagram sockets": lambda o: socket.socketpair(type=socket.SOCK_DGRAM),
    "make a pair of packet sockets": lambda o: socket.socketpair(type=socket.SOCK_SEQPACKET),
    "pass a descriptor through a pair of its own": pass_through_a_pair,
    "pass on a descriptor": lambda o: socket.send_fds(o.wire, [b"x"], [o.wire.fileno()]),
    "start a session": lambda o: os.setsid(),
    "slow the parent down": lambda o: os.sched_setaffinity(os.getppid(), {0}),
    "deprioritise the parent": lambda o: os.setpriority(os.PRIO_PROCESS, os.getppid(), 1),
    "set the parent's limits": lower_the_parents_limit,
    "set its own limits": lambda o: resource.prlimit(0, resource.RLIMIT_CORE, (0, 0)),
    "become debuggable": lambda o: prctl(4, 1),
    "outlive the parent": lambda o: prctl(1, 0),
    "trace itself": lambda o: call("ptrace"),
    "copy the parent's memory": lambda o: call("process_vm_readv", os.getppid()),
    "compare with the parent": lambda o: call("kcmp", os.getpid(), os.getppid()),
}

# What needs a privilege, a certain kernel, or would end the test if it worked.
OTHER: dict[str, Callable[[Outside], object]] = {
    "become another program": lambda o: os.execv("/bin/true", ["true"]),
    "run a program by descriptor": lambda o: os.execve(os.open("/dev/null", 0), ["x"], {}),
    "type into the terminal": lambda o: fcntl.ioctl(o.terminal, termios.TIOCSTI, b"x"),
    "take the terminal": lambda o: fcntl.ioctl(o.terminal, termios.TIOCSCTTY, 0),
    "ask the wire for the grader": lambda o: o.wire.getsockopt(socket.SOL_SOCKET, 77),
    "send to any listener": lambda o: o.datagrams.sendto(b"x", "\0listener"),
    "become another user": lambda o: os.setuid(NOBODY),
    "clone without a thread": lambda o: call("clone", signal.SIGCHLD),
    "clone into a namespace": lambda o: call("clone", 0x10000 | 0x10000000),
    "change owner": lambda o: os.chown(o.secret, NOBODY, NOBODY),
    "set an attribute": lambda o: os.setxattr(o.secret, "user.kata", b"x"),
    "make a device": lambda o: os.mknod(o.folder + "/device", 0o020666, os.makedev(1, 3)),
    "change the root": lambda o: os.chroot(o.folder),
}

# name: (x86_64, aarch64). Refused by number, so no arguments are needed.
NUMBERS = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "bpf": (321, 280),
    "clone": (56, 220),
    "clone3": (435, 435),
    "delete_module": (176, 106),
    "execveat": (322, 281),
    "fanotify_init": (300, 262),
    "finit_module": (313, 273),
    "init_module": (175, 105),
    "inotify_init1": (294, 26),
    "io_setup": (206, 0),
    "io_uring_setup": (425, 425),
    "kcmp": (312, 272),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "landlock_create_ruleset": (444, 444),
    "memfd_create": (319, 279),
    "migrate_pages": (256, 238),
    "mount": (165, 40),
    "mq_open": (240, 180),
    "msgget": (68, 186),
    "open_by_handle_at": (304, 265),
    "openat2": (437, 437),
    "perf_event_open": (298, 241),
    "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pivot_root": (155, 41),
    "process_madvise": (440, 440),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "seccomp": (317, 277),
    "semget": (64, 190),
    "setns": (308, 268),
    "sethostname": (170, 161),
    "settimeofday": (164, 170),
    "shmget": (29, 194),
    "splice": (275, 76),
    "swapon": (167, 224),
    "timer_create": (222, 107),
    "sync": (162, 81),
    "tgkill": (234, 131),
    "tkill": (200, 130),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "vmsplice": (278, 75),
}
PRETEND_MISSING = {"clone3", "openat2"}
DENIED = sorted(set(NUMBERS) - PRETEND_MISSING - {"clone", "tgkill"})


@pytest.fixture(params=["this user", "nobody"])
def user(request: pytest.FixtureRequest) -> Callable[[Callable[[], Ended]], Ended]:
    """Runs the worker as whoever runs the tests, and as an ordinary user."""
    if request.param == "this user":
        return lambda run: run()
    if os.geteuid() != 0:
        pytest.skip("already an ordinary user")
    return as_nobody


def attacked(attack: Callable[[Outside], object], outside: Outside) -> Ended:
    keep = (outside.wire.fileno(), outside.datagrams.fileno(), outside.terminal)
    return in_a_worker(lambda: str(attack(outside)), keep=keep)


@pytest.mark.usefixtures("confinable")
@pytest.mark.parametrize("attempt", [*ORDINARY, *OTHER])
def test_a_confined_worker_can_not(attempt: str, outside: Outside, user: Any) -> None:
    attack = {**ORDINARY, **OTHER}[attempt]
    ended = user(lambda: attacked(attack, outside))
    assert ended.errno in REFUSALS, ended
    assert Path(outside.secret).read_text() == "the answer is 42"


@pytest.mark.parametrize("attempt", ORDINARY)
def test_the_attack_works_where_nothing_confines(attempt: str, outside: Outside) -> None:
    """An attack that fails for a reason of its own would prove nothing above."""
    ended = in_a_child(lambda _: str(ORDINARY[attempt](outside)))
    if attempt in ("slow the parent down", "open a netlink socket", "compare with the parent"):
        assert ended.errno not in {errno.EBADF, errno.EFAULT, errno.ESRCH}, ended
    else:
        assert not ended.raised, ended


@pytest.mark.usefixtures("confinable")
def test_a_worker_that_locks_a_file_keeps_nobody_from_it() -> None:
    """It is told that it has the lock: one on what others read too would stand in their way."""

    def lock() -> str:
        with open(os.__file__, "rb") as one, open(os.__file__, "rb") as other:
            fcntl.flock(one, fcntl.LOCK_EX)
            # A second opening is another owner to the kernel, which would refuse it now.
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.lockf(one, fcntl.LOCK_SH)
        return "both have it"

    assert in_a_worker(lock).answer == "both have it"


@pytest.mark.usefixtures("confinable")
@pytest.mark.parametrize("name", DENIED)
def test_a_system_call_with_no_honest_use_is_refused(name: str, user: Any) -> None:
    ended = user(lambda: in_a_worker(lambda: call(name)))
    assert ended.errno == errno.EPERM, ended


@pytest.mark.usefixtures("confinable")
@pytest.mark.parametrize("name", sorted(PRETEND_MISSING))
def test_a_call_whose_flags_hide_behind_a_pointer_seems_to_be_missing(name: str) -> None:
    """ENOSYS, not EPERM: it is what makes the C library take the call that can be checked."""
    assert in_a_worker(lambda: call(name)).errno == errno.ENOSYS


@pytest.mark.usefixtures("confinable")
@pytest.mark.skipif(MACHINE != "x86_64", reason="the other doors are x86's")
def test_a_call_through_the_x32_door_ends_the_worker() -> None:
    ended = in_a_worker(lambda: LIBC.syscall(ctypes.c_long(0x40000000 | 39)))
    assert ended.status == -signal.SIGSYS


@pytest.mark.usefixtures("confinable")
@pytest.mark.skipif(MACHINE != "x86_64", reason="the other doors are x86's")
def test_a_call_through_the_i386_door_ends_the_worker() -> None:
    """Number 20 is getpid there and writev here; no filter by number can tell."""

    def through_the_door() -> int:
        code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20; int 0x80; ret
        address = ctypes.addressof(ctypes.c_char.from_buffer(code))
        return ctypes.CFUNCTYPE(ctypes.c_int)(address)()

    # SIGSEGV where the kernel was built without that door.
    assert in_a_worker(through_the_door).status in {-signal.SIGSYS, -signal.SIGSEGV}


@pytest.mark.usefixtures("confinable")
def test_a_thread_is_confined_like_the_worker_that_starts_it(outside: Outside) -> None:
    def read_in_a_thread() -> list[Any]:
        answers: list[Any] = []
        reading = ORDINARY["read a hidden file"]
        thread = threading.Thread(
            target=lambda: answers.append(_answer_of(lambda _: reading(outside), 0))
        )
        thread.start()
        thread.join()
        return answers

    [answer] = in_a_worker(read_in_a_thread).answer
    assert answer["errno"] == errno.EACCES


# What an honest submission needs --------------------------------------------------------------


@pytest.mark.usefixtures("confinable")
def test_the_wire_still_works(outside: Outside) -> None:
    def talk() -> int:
        os.write(outside.wire.fileno(), b"by write")
        outside.wire.sendall(b" and by send")
        return outside.wire.type

    ended = in_a_worker(talk, keep=(outside.wire.fileno(),))
    assert ended.answer == socket.SOCK_STREAM, ended


@pytest.mark.usefixtures("confinable")
def test_a_worker_may_signal_itself() -> None:
    ended = in_a_worker(lambda: os.kill(os.getpid(), signal.SIGTERM))
    assert ended.status == -signal.SIGTERM


@pytest.mark.usefixtures("confinable")
def test_printing_into_dev_null_is_no_offence() -> None:
    assert in_a_worker(lambda: Path(os.devnull).write_text("x")).answer == 1


def _torch_convolves_and_learns() -> None:
    import torch

    layer = torch.nn.Conv2d(3, 8, 3)
    torch.optim.Adam(layer.parameters()).zero_grad()
    x = torch.randn(4, 3, 64, 64, requires_grad=True)
    layer(x).square().sum().backward()
    assert x.grad is not None
    assert x.grad.abs().sum() > 0


def _torch_uses_its_threads() -> None:
    import torch

    torch.set_num_threads(4)
    a = torch.randn(600, 600)
    assert torch.allclose(torch.einsum("ij,jk->ik", a, a), a @ a, atol=1e-3)


def _numpy_multiplies_in_parallel() -> None:
    import numpy as np

    a = np.ones((900, 900))
    assert (a @ a == 900).all()
    assert np.linalg.svd(a, compute_uv=False)[0] == pytest.approx(900)


def _scipy_is_imported_late() -> None:
    import numpy as np
    import scipy.ndimage

    assert scipy.ndimage.convolve(np.ones((5, 5)), np.ones((3, 3)))[2, 2] == 9


def _the_standard_library_is_imported_late() -> None:
    import concurrent.futures
    import hashlib
    import sqlite3
    import zoneinfo

    assert hashlib.sha256(b"").hexdigest()[:4] == "e3b0"
    assert sqlite3.connect(":memory:").execute("select 1").fetchone() == (1,)
    assert zoneinfo.ZoneInfo("Europe/Paris").key
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert list(pool.map(abs, [-1, 2])) == [1, 2]


def _python_is_called_back_from_c() -> None:
    assert ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda x: x + 1)(3) == 4


HONEST_WORK = {
    work.__name__.lstrip("_"): work
    for work in (
        _torch_convolves_and_learns,
        _torch_uses_its_threads,
        _numpy_multiplies_in_parallel,
        _scipy_is_imported_late,
        _the_standard_library_is_imported_late,
        _python_is_called_back_from_c,
    )
}


def do_honest_work() -> None:
    """Run by `finished_work` in an interpreter of its own: warm up, fork, confine, work."""
    import torch  # noqa: F401 - a warm parent has imported it, and that is all it has done

    results = {}
    for name, work in HONEST_WORK.items():
        ended = in_a_worker(lambda work=work: work(), readable=default_readable())
        results[name] = vars(ended)
    print(json.dumps(results))


@pytest.fixture(scope="module")
def finished_work() -> dict[str, Any]:
    pytest.importorskip("torch")
    folder = Path(__file__).parent
    script = f"import sys; sys.path[:0] = {[str(folder.parent), str(folder)]}\n"
    script += "import test_sandbox; test_sandbox.do_honest_work()"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    answers: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return answers


@pytest.mark.usefixtures("confinable")
@pytest.mark.parametrize("work", HONEST_WORK)
def test_honest_work_is_not_disturbed(work: str, finished_work: dict[str, Any]) -> None:
    assert Ended(**finished_work[work]) == Ended(), finished_work[work]


# Limits ---------------------------------------------------------------------------------------


def spin() -> None:
    while True:
        pass


def spin_undisturbed() -> None:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    spin()


@pytest.mark.parametrize("isolation", ["process", "confined"])
def test_an_endless_loop_is_ended_by_its_cpu_limit(isolation: str, confinable: None) -> None:
    ended = in_a_worker(spin, limits=Limits(0.1, None), isolation=isolation)
    assert ended.status == -signal.SIGXCPU


def test_ignoring_the_cpu_signal_only_delays_the_end() -> None:
    ended = in_a_worker(spin_undisturbed, limits=Limits(0.1, None), isolation="process")
    assert ended.status == -signal.SIGKILL


SMALL = Limits(cpu_s=30, memory_mib=64)


@pytest.mark.usefixtures("confinable")
def test_a_memory_bomb_is_a_memory_error() -> None:
    assert in_a_worker(lambda: bytearray(256 << 20), limits=SMALL).raised == "MemoryError"


@pytest.mark.usefixtures("confinable")
def test_memory_shared_between_processes_counts_too() -> None:
    assert in_a_worker(lambda: mmap.mmap(-1, 256 << 20), limits=SMALL).errno == errno.ENOMEM


@pytest.mark.usefixtures("confinable")
def test_the_memory_limit_leaves_room_for_what_is_asked() -> None:
    """What the warm parent had mapped (torch: gigabytes) is not charged to the submission."""
    assert in_a_worker(lambda: len(bytearray(32 << 20)), limits=SMALL).answer == 32 << 20


@pytest.mark.usefixtures("confinable")
def test_without_a_memory_limit_addresses_can_be_reserved() -> None:
    """CUDA reserves terabytes."""

    def reserve() -> int:
        return len(mmap.mmap(-1, 1 << 40, flags=mmap.MAP_PRIVATE | 0x4000))  # MAP_NORESERVE

    assert in_a_worker(reserve, limits=Limits(30, None)).answer == 1 << 40


def test_a_file_left_open_for_writing_can_not_be_filled(tmp_path: Path) -> None:
    with open(tmp_path / "log", "w") as log:
        number = log.fileno()
        ended = in_a_worker(lambda: os.write(number, b"x"), keep=(number,), isolation="process")
    assert ended.errno == errno.EFBIG


@pytest.mark.usefixtures("confinable")
def test_descriptors_run_out_at_their_limit() -> None:
    def open_many() -> None:
        for _ in range(20):
            os.dup(0)

    limits = Limits(cpu_s=30, memory_mib=256, descriptors=20)
    assert in_a_worker(open_many, limits=limits).errno == errno.EMFILE


@pytest.mark.usefixtures("confinable")
def test_queued_signals_run_out_before_they_are_everybodys() -> None:
    """The kernel counts them for the user; the grader is one of that user's processes."""

    def queue_many() -> int:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGRTMIN})
        for _ in range(200):
            os.kill(os.getpid(), signal.SIGRTMIN)
        queued = 0
        while signal.sigtimedwait({signal.SIGRTMIN}, 0):
            queued += 1
        return queued

    # One more is remembered without a place in the queue.
    assert 1 <= in_a_worker(queue_many).answer <= 65


def test_no_core_is_dumped() -> None:
    core = in_a_worker(lambda: resource.getrlimit(resource.RLIMIT_CORE), isolation="process")
    assert core.answer == [0, 0]


def test_a_limit_already_lower_stays() -> None:
    def confine_under_a_lower_limit(pipe: int) -> int:
        resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
        confine(ROOMY, keep={pipe}, readable=(), isolation="process")
        return resource.getrlimit(resource.RLIMIT_NOFILE)[0]

    assert in_a_child(confine_under_a_lower_limit).answer == 32


# The process itself ---------------------------------------------------------------------------


def test_descriptors_left_open_are_closed_and_those_to_keep_are_kept(outside: Outside) -> None:
    def still_open() -> list[int]:
        return sorted(int(name) for name in os.listdir("/proc/self/fd"))

    kept = outside.wire.fileno()
    numbers = in_a_worker(still_open, keep=(kept,), isolation="process").answer
    assert {0, 1, 2, kept} <= set(numbers)
    # The pipe for the answer, and the one the listing itself had open.
    assert len(numbers) <= 6
    assert outside.datagrams.fileno() not in numbers


def test_standard_streams_that_are_not_kept_lead_nowhere() -> None:
    """Were 1 merely closed, the next file opened would be 1, and prints would go into it."""

    def streams() -> list[str]:
        return [os.readlink(f"/proc/self/fd/{number}") for number in (0, 1, 2)]

    assert in_a_worker(streams, isolation="process").answer == ["/dev/null"] * 3


READS_EVERY_COPY = """
import ctypes, os
from grader.confine.confine import Limits, confine
fields = open("/proc/self/stat").read().rpartition(")")[2].split()
start, end = int(fields[47]), int(fields[48])
before = ctypes.string_at(start, end - start)
confine(Limits(9, None), keep={{1, 2}}, readable=(), isolation="{isolation}")
after = ctypes.string_at(start, end - start)
print(b"hunter2" in before, b"hunter2" in after, os.environ.get("KATA_TOKEN"), os.getenv("TZ"))
"""


@pytest.mark.parametrize("isolation", ["process", "confined"])
def test_secrets_in_the_environment_are_wiped(isolation: str, confinable: None) -> None:
    """Also where the kernel put them at the start, which unsetenv does not touch."""
    script = READS_EVERY_COPY.format(isolation=isolation)
    root = str(Path(sandbox.__file__).parents[2])
    environment = {"KATA_TOKEN": "hunter2", "TZ": "UTC", "PYTHONPATH": root}
    run = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["True", "False", "None", "UTC"]


def test_root_keeps_no_privilege() -> None:
    def capabilities() -> list[str]:
        with open("/proc/self/status") as status:
            return [line.split()[1] for line in status if line.startswith(("CapEff", "CapPrm"))]

    assert set(in_a_worker(capabilities, isolation="process").answer) == {"0" * 16}


def test_a_worker_dies_with_the_process_that_forked_it() -> None:
    """The worker holds the pipe's only writing end: it is closed when, and only when, it ends."""
    ours, theirs = os.pipe()

    def leave_a_worker_behind(_: int) -> None:
        ready, ready_to_tell = os.pipe()
        if os.fork() == 0:
            confine(ROOMY, keep={theirs, ready_to_tell}, readable=(), isolation="process")
            os.write(ready_to_tell, b"x")
            signal.pause()
        os.read(ready, 1)

    in_a_child(leave_a_worker_behind)
    os.close(theirs)
    assert os.read(ours, 1) == b""
    os.close(ours)


# What is in force is said ---------------------------------------------------------------------


PROCESS_LAYERS = [
    "descriptors",
    "environment",
    "parent-death",
    "capabilities",
    "no-new-privs",
    "dumpable",
    "rlimits",
]


def test_process_isolation_says_what_is_in_force() -> None:
    ended = in_a_child(lambda pipe: confine(ROOMY, keep={pipe}, readable=(), isolation="process"))
    assert ended.answer == PROCESS_LAYERS


def test_confinement_says_what_is_in_force(layers: dict[str, Layer], confinable: None) -> None:
    """The same as `kata doctor` promises: the layers that held when they were tried."""
    ended = in_a_child(lambda pipe: confine(ROOMY, keep={pipe}, readable=(), isolation="confined"))
    # A folder of its own is given to the warm parent, before there is a worker to confine.
    ours = [name for name in layers if name != "own-folder"]
    assert ended.answer == [name for name in ours if layers[name].enforced]


def test_each_layer_says_what_it_stops_and_a_missing_one_why(
    layers: dict[str, Layer],
) -> None:
    for layer in layers.values():
        assert layer.stops.endswith(".")
        assert layer.enforced or layer.detail


def refuse_call(number: int) -> None:
    """What a container's filter does: from now on this one system call fails with EPERM."""
    load, unless_equal, allow = (0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 0x7FFF0000)
    program = b"".join(
        struct.pack("=HBBI", *operation)
        for operation in (load, unless_equal, (0x06, 0, 0, 0x00050000 | errno.EPERM), allow)
    )
    array = ctypes.create_string_buffer(program, len(program))
    LIBC.prctl(38, 1, 0, 0, 0)
    header = struct.pack("HP", 4, ctypes.addressof(array))
    assert LIBC.prctl(22, ctypes.c_ulong(2), header, 0, 0) == 0


@pytest.mark.usefixtures("confinable")
@pytest.mark.parametrize(
    ("layer", "number"),
    [("landlock-files", 444), ("seccomp", NUMBERS["seccomp"][COLUMN])],
)
def test_where_a_layer_that_must_hold_is_missing_nothing_runs(layer: str, number: int) -> None:
    def confine_in_a_strict_container(pipe: int) -> None:
        refuse_call(number)
        confine(ROOMY, keep={pipe}, readable=READABLE, isolation="confined")

    ended = in_a_child(confine_in_a_strict_container)
    assert ended.raised == "ConfinementError"
    assert ended.text.startswith(f"{layer} can't be enforced here: an outer sandbox")
    assert "kata doctor" in ended.text


@pytest.mark.usefixtures("confinable")
def test_the_probe_says_why_a_layer_can_not_be_had() -> None:
    def probe_in_a_strict_container(_: int) -> dict[str, Any]:
        refuse_call(444)
        return {layer.name: [layer.enforced, layer.detail] for layer in probe()}

    found = in_a_child(probe_in_a_strict_container).answer
    why = "an outer sandbox, such as a container's filter, forbids Landlock"
    assert found["landlock-files"] == [False, why]
    assert found["seccomp"] == [True, ""]


def test_process_isolation_needs_neither_landlock_nor_seccomp() -> None:
    def confine_in_a_strict_container(pipe: int) -> tuple[str, ...]:
        refuse_call(444)
        refuse_call(NUMBERS["seccomp"][COLUMN])
        return confine(ROOMY, keep={pipe}, readable=(), isolation="process")

    assert "rlimits" in in_a_child(confine_in_a_strict_container).answer


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (errno.ENOSYS, "this kernel has no Landlock"),
        (errno.EOPNOTSUPP, "not switched on at boot"),
    ],
)
def test_the_error_says_why_there_is_no_landlock(
    code: int, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        ctypes.set_errno(code)
        return -1

    monkeypatch.setattr(landlock, "_LIBC", type("Libc", (), {"syscall": staticmethod(fail)}))
    with pytest.raises(OSError, match=why):
        landlock.version()


def test_an_architecture_without_a_filter_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "uname", lambda: type("Name", (), {"machine": "riscv64"}))
    with pytest.raises(OSError, match="no filter has been written for riscv64"):
        seccomp.restrict()


@pytest.mark.usefixtures("confinable")
def test_a_process_that_has_started_threads_is_not_confined_by_half() -> None:
    """Landlock binds one thread; another would stay free and shares the memory."""

    def confine_with_a_thread(pipe: int) -> None:
        done = threading.Event()
        threading.Thread(target=done.wait, daemon=True).start()
        confine(ROOMY, keep={pipe}, readable=(), isolation="confined")

    ended = in_a_child(confine_with_a_thread)
    assert ended.raised == ConfinementError.__name__
    assert "2 threads" in ended.text


# What may be read -----------------------------------------------------------------------------


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site-packages folder with a wheel's solutions in it, all there is to be read."""
    root = tmp_path / "site-packages"
    for name in ("early/__init__.py", "kata_sets/exercises/stub.py", "late_to_the_party.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("answer = 42")
    secret = root / "kata_sets" / "solutions" / "conv" / "checks.py"
    secret.parent.mkdir(parents=True)
    secret.write_text("the answer is 42")
    monkeypatch.setattr(landlock, "_interpreter_folders", lambda: iter([str(root)]))
    monkeypatch.setattr(landlock, "_SYSTEM", ())
    monkeypatch.setattr(landlock, "_SELF", ())
    return root


def test_a_folder_with_nothing_to_hide_is_readable_whole(library: Path) -> None:
    assert default_readable(hidden=["/somewhere/else"]) == (str(library),)


def test_a_folder_with_something_to_hide_is_replaced_by_its_other_entries(library: Path) -> None:
    readable = default_readable(hidden=[str(library / "kata_sets" / "solutions")])
    shown = ["early", "kata_sets/exercises", "late_to_the_party.py"]
    assert readable == tuple(str(library / name) for name in shown)


def test_a_link_beside_the_hidden_folder_does_not_open_it(library: Path) -> None:
    (library / "shortcut").symlink_to(library / "kata_sets" / "solutions")
    readable = default_readable(hidden=[str(library / "kata_sets" / "solutions")])
    assert str(library / "shortcut") not in readable


def test_a_hidden_folder_is_found_behind_a_link(library: Path, tmp_path: Path) -> None:
    (tmp_path / "sets").symlink_to(library / "kata_sets")
    readable = default_readable(hidden=[str(tmp_path / "sets" / "solutions")])
    assert str(library) not in readable
    assert str(library / "kata_sets" / "exercises") in readable


def test_what_lies_in_a_hidden_folder_is_not_readable(library: Path) -> None:
    assert default_readable(hidden=[str(library.parent)]) == ()


@pytest.mark.usefixtures("confinable")
def test_solutions_inside_site_packages_can_not_be_read_but_their_neighbours_can(
    library: Path,
) -> None:
    solutions = library / "kata_sets" / "solutions"
    readable = default_readable(hidden=[str(solutions)])

    def look() -> list[Any]:
        paths = [library / "early" / "__init__.py", solutions / "conv" / "checks.py"]
        return [_answer_of(lambda _, p=path: p.read_text(), 0) for path in paths]

    neighbour, hidden = in_a_worker(look, readable=readable).answer
    assert neighbour["answer"] == "answer = 42"
    assert hidden["errno"] == errno.EACCES


@pytest.mark.usefixtures("confinable")
def test_a_module_beside_the_hidden_folder_can_still_be_imported_late(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder itself can't be listed any more, and the importer believes the listing."""
    monkeypatch.syspath_prepend(str(library))
    readable = default_readable(hidden=[str(library / "kata_sets" / "solutions")])
    ended = in_a_worker(lambda: __import__("late_to_the_party").answer, readable=readable)
    assert ended.answer == 42, ended


def test_no_private_place_is_readable_by_default() -> None:
    """Not even when the interpreter lives in the home folder: only its libraries are."""
    private = [
        Path.home(),
        Path.cwd(),
        "/",
        "/tmp",
        "/etc",
        "/proc",
        "/proc/self",
        "/root",
        "/home",
    ]
    assert not {str(path) for path in private} & set(READABLE)
    assert not [path for path in READABLE if path.startswith("/etc/") and "passwd" in path]


def test_the_sandbox_brings_nothing_of_ours_along() -> None:
    """It is imported where a student's code will run."""
    code = (
        "import sys, grader.confine.confine as _\nprint(*(m for m in sys.modules if 'grader' in m))"
    )
    root = Path(sandbox.__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    expected = {"grader", "grader.confine"}
    expected |= {
        f"grader.confine.{name}" for name in ("confine", "landlock", "seccomp", "system_calls")
    }
    assert set(run.stdout.split()) == expected


# The filter, on paper -------------------------------------------------------------------------
#
# The kernel can try the filter of one architecture only. Here both are run by an interpreter of
# our own for the dozen BPF operations they are made of.

PERMITTED, EPERM, ENOSYS, KILLED = 0x7FFF0000, 0x50001, 0x50026, 0x80000000
DONE = 0x50000  # error number 0: the kernel does nothing, and the caller hears that it did
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
I386 = 0x40000003
PID = 4321


def decide(machine: str, number: int, *arguments: int, arch: int = 0, devices: bool = False) -> int:
    program = seccomp.filter_program(machine, PID, devices=devices)
    full = (*arguments, *[0] * (6 - len(arguments)))
    data = struct.pack("=IIQ6Q", number & 0xFFFFFFFF, arch or AUDIT[machine], 0, *full)
    operations = list(struct.iter_unpack("=HBBI", program))
    compare: dict[int, Callable[[int, int], bool]] = {
        0x15: int.__eq__,
        0x25: int.__gt__,
        0x35: int.__ge__,
        0x45: lambda a, b: bool(a & b),
    }
    accumulator = position = 0
    while True:
        code, if_true, if_false, value = operations[position]
        position += 1
        if code == 0x06:
            return int(value)
        if code == 0x20:
            [accumulator] = struct.unpack_from("=I", data, value)
        elif code == 0x54:
            accumulator &= value
        else:
            position += if_true if compare[code](accumulator, value) else if_false


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_on_paper_calls_with_no_honest_use_are_refused(machine: str) -> None:
    for name in DENIED:
        assert decide(machine, NUMBERS[name][machine == "aarch64"]) == EPERM, name


def test_on_paper_everyday_calls_are_permitted(machine: str) -> None:
    for name, numbers in system_calls.FREE.items():
        number = numbers[machine == "aarch64"]
        assert number is None or decide(machine, number, 1, 2, 3) == PERMITTED, name


def test_on_paper_the_next_number_after_a_permitted_one_is_not(machine: str) -> None:
    """Ranges are where such filters go wrong."""
    named = {**system_calls.FREE, **system_calls.CONDITIONAL, **system_calls.PRETEND_MISSING}
    named.update(system_calls.PRETEND_DONE)
    known = {numbers[machine == "aarch64"] for numbers in named.values()}
    others = set(range(451)) - known
    assert {decide(machine, number) for number in others} == {EPERM}


def test_on_paper_calls_newer_than_the_table_seem_to_be_missing(machine: str) -> None:
    assert {decide(machine, number) for number in range(451, 600)} == {ENOSYS}
    assert decide(machine, 435) == decide(machine, 437) == ENOSYS


def test_on_paper_a_lock_on_a_file_is_nothing(machine: str) -> None:
    assert decide(machine, system_calls.PRETEND_DONE["flock"][machine == "aarch64"]) == DONE


def test_on_paper_another_architecture_is_killed(machine: str) -> None:
    assert decide(machine, 0, arch=I386) == KILLED
    other = "aarch64" if machine == "x86_64" else "x86_64"
    assert decide(machine, 0, arch=AUDIT[other]) == KILLED


HIGH = 1 << 32
WITH_ARGUMENTS = [
    ("clone", (0x3D0F00,), PERMITTED),  # glibc's pthread_create
    ("clone", (0x7D0F00,), PERMITTED),  # musl's
    ("clone", (signal.SIGCHLD,), EPERM),  # fork
    ("clone", (0x3D0F00 & ~0x10000,), EPERM),
    ("clone", (0x3D0F00 | 0x10000000,), EPERM),  # a user namespace
    ("clone", (0x3D0F00 | 0x2000,), EPERM),  # a tracer comes along
    ("fcntl", (3, fcntl.F_GETFL), PERMITTED),
    ("fcntl", (3, fcntl.F_SETFL, os.O_NONBLOCK), PERMITTED),
    ("fcntl", (3, fcntl.F_SETFL, os.O_ASYNC), EPERM),
    ("fcntl", (3, fcntl.F_SETOWN, 1), EPERM),
    ("fcntl", (3, 10, 9), EPERM),  # F_SETSIG
    ("fcntl", (3, fcntl.F_GETLK, 1), PERMITTED),
    ("fcntl", (3, fcntl.F_SETLK, 1), DONE),
    ("fcntl", (3, fcntl.F_SETLKW, 1), DONE),
    ("fcntl", (3, 37, 1), EPERM),  # F_OFD_SETLK
    ("fcntl", (3, fcntl.F_SETLEASE, 1), EPERM),
    ("getsockopt", (3, 1, 3), PERMITTED),
    ("getsockopt", (3, 1, 77), EPERM),
    ("ioctl", (1, 0x5401), PERMITTED),
    ("ioctl", (1, termios.TIOCSTI), EPERM),
    ("ioctl", (1, HIGH | termios.TIOCSTI), EPERM),  # the kernel drops the upper half
    ("kill", (PID, 9), PERMITTED),
    ("kill", (0, 9), EPERM),
    ("kill", (2**64 - 1, 9), EPERM),
    ("kill", (PID + 1, 0), EPERM),
    ("openat", (0, 1, os.O_RDONLY), PERMITTED),
    ("openat", (0, 1, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), PERMITTED),  # Landlock's business
    ("openat", (0, 1, os.O_RDONLY | os.O_TRUNC), EPERM),
    ("prctl", (15, 1), PERMITTED),
    ("prctl", (4, 1), EPERM),
    ("prctl", (0x59616D61, PID), EPERM),  # PR_SET_PTRACER
    ("prlimit64", (0, 7, 0, 1), PERMITTED),
    ("prlimit64", (0, 7, 1, 0), EPERM),
    ("prlimit64", (0, 7, HIGH, 0), EPERM),
    ("prlimit64", (PID, 7, 0, 1), EPERM),
    ("sched_setaffinity", (0, 8, 1), PERMITTED),
    ("sched_setaffinity", (PID + 1, 8, 1), EPERM),
    ("sendto", (3, 1, 1, 0, 0, 0), PERMITTED),
    ("sendto", (3, 1, 1, 0, 1, 16), EPERM),
    ("sendto", (3, 1, 1, 0, HIGH, 16), EPERM),
    ("socketpair", (1, 1 | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK, 0), PERMITTED),
    ("socketpair", (1, 2, 0), EPERM),  # datagrams have addresses
    ("socketpair", (1, 5, 0), EPERM),
    ("socketpair", (1, 1 | 0x100, 0), EPERM),
    ("socketpair", (1, 1, 1), EPERM),
    ("socketpair", (2, 1, 0), EPERM),
    ("socketpair", (30, 1, 0), EPERM),  # TIPC
    ("tgkill", (PID, PID + 1, 6), PERMITTED),
    ("tgkill", (PID + 1, PID, 6), EPERM),
]


@pytest.mark.parametrize(("name", "arguments", "verdict"), WITH_ARGUMENTS)
def test_on_paper_arguments_decide(
    name: str, arguments: tuple[int, ...], verdict: int, machine: str
) -> None:
    number = system_calls.CONDITIONAL[name][machine == "aarch64"]
    assert number is not None
    assert decide(machine, number, *arguments) == verdict


def test_on_paper_a_gpus_driver_gets_its_ioctls_and_terminals_stay_closed(machine: str) -> None:
    ioctl = system_calls.CONDITIONAL["ioctl"][machine == "aarch64"]
    assert ioctl is not None
    verdicts = {
        request: decide(machine, ioctl, 3, request, devices=True)
        for request in (0xC020462A, 37, 0x30000001, termios.TIOCSTI, 0x8901, 0x5401)
    }
    assert list(verdicts.values()) == [PERMITTED, PERMITTED, PERMITTED, EPERM, EPERM, PERMITTED]


def test_on_paper_a_gpus_driver_shares_memory_and_nobody_else_does(machine: str) -> None:
    """What it needs beyond ioctl is for its worker alone."""
    for name, numbers in system_calls.FOR_DEVICES.items():
        number = numbers[machine == "aarch64"]
        assert number is not None
        assert decide(machine, number, devices=True) == PERMITTED, name
        assert decide(machine, number) == EPERM, name
    fcntl = system_calls.CONDITIONAL["fcntl"][machine == "aarch64"]
    assert fcntl is not None
    assert decide(machine, fcntl, 3, 1033, devices=True) == PERMITTED
    assert decide(machine, fcntl, 3, 1033) == EPERM


@pytest.mark.parametrize(
    ("arguments", "verdict"),
    [((1, 5, 0), PERMITTED), ((1, 5 | socket.SOCK_CLOEXEC, 0), PERMITTED), ((1, 1, 0), EPERM),
     ((1, 2, 0), EPERM), ((2, 5, 0), EPERM), ((1, 5, 1), EPERM), ((16, 3, 0), EPERM)],
)  # fmt: skip
def test_on_paper_a_gpus_driver_makes_one_kind_of_socket_and_nobody_else_any(
    machine: str, arguments: tuple[int, ...], verdict: int
) -> None:
    number = system_calls.CONDITIONAL["socket"][machine == "aarch64"]
    assert number is not None
    assert decide(machine, number, *arguments, devices=True) == verdict
    assert decide(machine, number, *arguments) == EPERM


HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


def test_the_numbers_are_those_of_the_kernels_headers(machine: str) -> None:
    """A wrong number would permit some other call."""
    if not HEADERS[machine].exists():
        pytest.skip("the kernel's headers are not installed (linux-libc-dev)")
    text = HEADERS[machine].read_text()
    known = {n: int(k) for n, k in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text)}
    known.setdefault("newfstatat", known.get("fstatat", -1))
    calls = system_calls
    tables = (calls.FREE, calls.CONDITIONAL, calls.FOR_DEVICES, calls.PRETEND_MISSING,
              calls.PRETEND_DONE)  # fmt: skip
    for name, numbers in {k: v for table in tables for k, v in table.items()}.items():
        ours = numbers[machine == "aarch64"]
        assert ours is None or ours == known[name], name


def test_borrowed_packages_are_readable_and_borrowed_projects_are_not(tmp_path, monkeypatch):
    """A .pth file may lend an environment another's site-packages, or somebody's work."""
    for folder in ("lib/site-packages", "project"):
        (tmp_path / folder).mkdir(parents=True)
        monkeypatch.syspath_prepend(str(tmp_path / folder))
    readable = default_readable()
    assert str(tmp_path / "lib/site-packages") in readable
    assert not any(path.startswith(str(tmp_path / "project")) for path in readable)
