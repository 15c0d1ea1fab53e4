"""Tries each layer of confinement for real, in a child, to say what this machine can enforce.

Whether a kernel has a call says little: a container may forbid it. So each trial puts its layer on
and then attempts what it should stop. A worker never loads this.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import socket
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from . import confine, landlock, scratch, seccomp

ON_DISK = "nothing can be mounted: what a worker writes is in a folder on disk, watched and removed"

_STOPS = {
    "descriptors": "Files, sockets and terminals left open are closed.",
    "environment": "Secrets in environment variables are wiped.",
    "parent-death": "A worker can't outlive the process that forked it.",
    "capabilities": "Root's privileges are given up.",
    "no-new-privs": "No set-uid program can give privileges back.",
    "dumpable": "No debugger or crash handler of the same user can read a worker.",
    "landlock-files": "No file can be opened but the interpreter's, none changed but a worker's.",
    "landlock-network": "No TCP connection can be made or accepted.",
    "landlock-scope": "No signal or abstract Unix socket reaches another process.",
    "own-folder": "What a worker writes is in memory of its own, and gone with it.",
    "rlimits": "CPU time, memory, file size and descriptors are bounded.",
    "seccomp": "No process, program, socket to anyone, signal to others, debugger or namespace.",
}


@dataclass(frozen=True)
class Layer:
    """One layer of confinement as this machine has it."""

    name: str
    stops: str
    enforced: bool
    detail: str


def probe() -> tuple[Layer, ...]:
    """What this machine can enforce: each layer put on in a forked child and tried for real."""
    return tuple(_probe(name, trial) for name, trial in _TRIALS.items())


def _probe(name: str, trial: Callable[[int], bool]) -> Layer:
    enforced, detail = _in_a_child(trial)
    if enforced and name.startswith("landlock"):
        detail = f"Landlock ABI {landlock.version()}"
    return Layer(name, _STOPS[name], enforced, detail)


def _in_a_child(trial: Callable[[int], bool]) -> tuple[bool, str]:
    """Run a trial in a fork of this process; whether it held, and why not."""
    ours, theirs = os.pipe()
    with warnings.catch_warnings():
        # Python warns of forking beside other threads; the child calls the kernel and exits.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _report(trial, theirs)
    os.close(theirs)
    with open(ours, "rb") as pipe:
        answer = pipe.read().decode()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not answer:
        return False, f"the process trying it ended with status {status}"
    return answer == "held", "" if answer == "held" else answer


def _report(trial: Callable[[int], bool], pipe: int) -> NoReturn:
    try:
        answer = "held" if trial(pipe) else "put on, but what it should stop still works"
    except BaseException as error:
        answer = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
    os.write(pipe, answer.encode())
    os._exit(0)


def _refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, MemoryError):
        return True
    return False


def _try_descriptors(pipe: int) -> bool:
    left_open = os.dup(pipe)
    confine._close_descriptors({pipe})
    return _refused(lambda: os.fstat(left_open))


def _try_environment(_: int) -> bool:
    os.environ["KATA_PROBE"] = "secret"
    confine._clean_environment()
    with open("/proc/self/environ", "rb") as initial:
        wiped = not initial.read().strip(b"\0")
    return wiped and not confine._LIBC.getenv(b"KATA_PROBE")


def _try_parent_death(_: int) -> bool:
    confine._prctl(confine._SET_PDEATHSIG, signal.SIGKILL)
    will_get = ctypes.c_int()
    confine._prctl(confine._GET_PDEATHSIG, ctypes.addressof(will_get))
    return will_get.value == signal.SIGKILL


def _try_capabilities(_: int) -> bool:
    confine._drop_capabilities()
    with open("/proc/self/status") as status:
        held = [line.split()[1] for line in status if line.startswith(("CapEff", "CapPrm"))]
    return len(held) == 2 and not any(int(bits, 16) for bits in held)


def _try_no_new_privs(_: int) -> bool:
    confine._prctl(confine._SET_NO_NEW_PRIVS, 1)
    return confine._prctl(confine._GET_NO_NEW_PRIVS) == 1


def _try_dumpable(_: int) -> bool:
    confine._prctl(confine._SET_DUMPABLE, 0)
    return confine._prctl(confine._GET_DUMPABLE) == 0


def _try_landlock_files(_: int) -> bool:
    os.listdir("/")
    os.close(os.open(os.devnull, os.O_WRONLY))
    _restrict_files()
    writing = _refused(lambda: os.open(os.devnull, os.O_WRONLY))
    return writing and _refused(lambda: os.listdir("/"))


def _try_landlock_network(_: int) -> bool:
    with socket.socket() as listener:
        _restrict_files()
        return _refused(lambda: listener.bind(("127.0.0.1", 0)))


def _try_landlock_scope(_: int) -> bool:
    parent = os.getppid()
    os.kill(parent, 0)
    _restrict_files()
    return _refused(lambda: os.kill(parent, 0))


def _restrict_files() -> None:
    confine._prctl(confine._SET_NO_NEW_PRIVS, 1)
    landlock.restrict(())


def _try_own_folder(_: int) -> bool:
    if not scratch._can_mount():
        raise OSError(errno.EPERM, ON_DISK)
    home = scratch.Scratches(avoid=()).new()
    home.open()
    return home.mounted and os.statvfs(home.path).f_files == scratch.MAX_FILES


def _try_rlimits(_: int) -> bool:
    confine._limit(confine.Limits(cpu_s=1, memory_mib=64, descriptors=8), confine.mapped_bytes())
    memory = _refused(lambda: bytearray(256 * confine._MIB))
    return memory and _refused(lambda: [os.dup(0) for _ in range(8)])


def _try_seccomp(_: int) -> bool:
    parent = os.getppid()
    confine._prctl(confine._SET_NO_NEW_PRIVS, 1)
    seccomp.restrict()
    attempts: tuple[Callable[[], object], ...] = (
        lambda: os.fork() or os._exit(0),
        lambda: os.execv(sys.executable, [sys.executable, "-c", ""]),
        lambda: os.kill(parent, 0),
        lambda: os.chmod(os.devnull, 0o666),
        lambda: os.nice(0),
    )
    return all(_refused(attempt) for attempt in attempts)


_TRIALS: dict[str, Callable[[int], bool]] = {
    "descriptors": _try_descriptors,
    "environment": _try_environment,
    "parent-death": _try_parent_death,
    "capabilities": _try_capabilities,
    "no-new-privs": _try_no_new_privs,
    "dumpable": _try_dumpable,
    "landlock-files": _try_landlock_files,
    "landlock-network": _try_landlock_network,
    "landlock-scope": _try_landlock_scope,
    "own-folder": _try_own_folder,
    "rlimits": _try_rlimits,
    "seccomp": _try_seccomp,
}
