"""Confines a forked worker, in place, by the kernel alone. Knows nothing about exercises.

Theory of operation
===================

    grader ──starts──▶ warm parent ──forks──▶ worker: confine(…), then the student's file
      ▲                (imports done,            │
      └────────────── the wire: one pipe or socket pair, open before confine ──┘

The grader holds the hidden checks and is never in the worker's memory. The warm parent has
imported NumPy or torch and has never seen a submission. The worker is a fork of it, so it starts
in milliseconds; it gives up its own rights with `confine` and only then compiles what the student
wrote. From there on nothing in the process is trusted: native code runs as easily as Python
(ctypes), so every layer is held by the kernel, none by the interpreter, and all of them are
one-way: the process can't undo them and every thread it starts inherits them.

What each layer stops, in the order they are put on:

    descriptors        using a file, terminal or socket somebody left open. Only `keep` stays.
    environment        reading secrets: the variables are forgotten, and the block of memory the
                       kernel put them in at the start, which outlives unsetenv, is zeroed.
    parent-death       a worker that outlives a grader that crashed.
    capabilities       root's privileges, when the grader runs as root (a container).
    no-new-privs       gaining privileges from a set-uid program; without it the next are refused.
    dumpable           a debugger or a crash handler of the same user reading the worker.
    landlock-files     opening any file but `readable`, and changing the file system anywhere but
                       in `home`, which is gone with the worker (`scratch.py`).
    landlock-network   TCP.
    landlock-scope     signals and abstract Unix sockets to the outside.
    rlimits            using up CPU, memory, disk, descriptors or queued signals; core
                       dumps.
    seccomp            processes, programs, sockets, signals to others, debuggers, namespaces, keys,
                       modules, changes to modes, owners and times. See `seccomp.py`.

Most attacks meet two layers, on purpose. A socket is refused by seccomp and TCP by Landlock too;
a signal by seccomp and by Landlock's scope; a program needs a new process and the right to
execute, and gets neither. Landlock files and seccomp are the two that "confined" can't do
without: where one is missing, `confine` raises instead of running a stranger's code.

What is not stopped
-------------------
- Metadata. Neither Landlock nor seccomp can refuse `stat` by path: a worker can ask whether a
  path exists, how long it is, when it changed and where a link leads (`readlink`). It can't list
  a folder or read a byte.
- What the process already holds: the memory it was forked with. Copies of old environment
  variables may linger in freed memory, so the warm parent is to be started with a clean one.
- The wire. Anything may be written to it; the grader validates and bounds what it reads.
- Starting threads: one needs no stack, so address space doesn't bound them, and RLIMIT_NPROC counts
  all processes of the user, so that another grading run would make an honest submission fail. The
  warm parent counts them instead, ten times a second, and ends who has too many
  (`process/thread_room.py`).
- Time spent waiting. RLIMIT_CPU doesn't see sleep; the grader's wall limit kills.
- CPU side channels (caches, timing), and holes in the kernel itself.
- CUDA: a worker that may open the GPU's devices talks to a large driver, without a limit on the
  computer's memory. It may also make shared memory of its own and write what is in
  /proc/self/task, which is about nobody but itself.

"process" isolation is the first six layers and rlimits: enough against accidents, on any POSIX,
not against intent.

Landlock and seccomp are our own few hundred lines rather than the packages landlock and
pyseccomp: pyseccomp needs the system's libseccomp.so, and a grader that can't be installed by
pip alone isn't used.
"""

from __future__ import annotations

import ctypes
import importlib.machinery
import math
import os
import signal
import struct
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Literal

from grader.confine import landlock, seccomp
from grader.confine.landlock import default_readable

if sys.platform != "win32":
    import resource

__all__ = ["ConfinementError", "Limits", "confine", "default_readable", "mapped_bytes", "possible"]

_MIB = 1 << 20
_STANDARD = (0, 1, 2)
_PENDING_SIGNALS = 64

# Names a worker may keep: how text and time look, threads and CPU kernels, which GPU. Everything
# else goes, since a secret can be in any variable.
KEPT_VARIABLES = (
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "OPENBLAS_CORETYPE",  # read when SciPy's own copy is loaded, which may be late
    "OPENBLAS_L2_SIZE",
    "CUBLAS_WORKSPACE_CONFIG",
    "CUDA_VISIBLE_DEVICES",
    "NVIDIA_VISIBLE_DEVICES",
    "PYTORCH_NVML_BASED_CUDA_CHECK",
    # Windows starts no socket and finds no library without these.
    "SYSTEMROOT",
    "WINDIR",
)

# <linux/prctl.h>
_SET_PDEATHSIG, _GET_PDEATHSIG, _GET_DUMPABLE, _SET_DUMPABLE = 1, 2, 3, 4
_SET_NO_NEW_PRIVS, _GET_NO_NEW_PRIVS = 38, 39
_CAPABILITY_VERSION_3 = 0x20080522
_M_ARENA_MAX = -8  # <malloc.h>

_LIBC: Any = None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)


def possible() -> bool:
    """Whether this system can confine at all; a layer may still be refused later."""
    if sys.platform != "linux":
        return False
    with suppress(OSError):
        return landlock.version() > 0
    return False


class ConfinementError(RuntimeError):
    """A layer that must hold can't be put on; the submission must not run."""


@dataclass(frozen=True)
class Limits:
    """What one worker may use up. Core dumps are always off.

    cpu_s: CPU seconds of all its threads, rounded up; SIGXCPU then, SIGKILL one second later.
    memory_mib: address space beyond what is mapped when `confine` is called, stacks of threads
        included; None for no limit (CUDA reserves far more than it uses).
    file_size_mib: longest file it may write.
    descriptors: highest number of descriptors at once.
    """

    cpu_s: float
    memory_mib: int | None
    file_size_mib: int = 0
    descriptors: int = 64


def confine(
    limits: Limits,
    *,
    keep: Collection[int],
    readable: Sequence[str],
    isolation: Literal["confined", "process"],
    writable_devices: Sequence[str] = (),
    home: str | None = None,
    writable_folders: Sequence[str] = (),
) -> tuple[str, ...]:
    """Give up this process's rights for good; return the names of the layers in force.

    Call it once, in the forked child, before the student's file is compiled, and fork from a
    thread that outlives the worker: the parent-death signal is about the thread.

    keep: descriptors that stay open. Of 0, 1 and 2, those not kept become /dev/null.
    readable: files and folders that may be read, for "confined" only; see `default_readable`.
    writable_devices: GPU devices that may be opened for writing; also allows the calls that their
        driver's library makes.
    home: the folder that may be written in; see `scratch.py`.
    writable_folders: folders of the process's own whose files may be written: its threads' names.
    Raises ConfinementError when isolation is "confined" and files or calls can't be confined, or
    memory can't be bounded; the process is then half confined and must end.
    """
    # Asked while /proc may still be read.
    mapped = None if limits.memory_mib is None else mapped_bytes()
    in_force = _confine_process(keep)
    if isolation == "process":
        _limit(limits, mapped)
        return (*in_force, *(() if sys.platform == "win32" else ("rlimits",)))
    _require_one_thread()
    _remember_what_can_be_imported()
    _name_a_temporary_folder()
    with _required("landlock-files"):
        devices = (os.devnull, *writable_devices)
        abi = landlock.restrict(readable, devices, home, writable_folders)
    in_force.append("landlock-files")
    if landlock.restricts_network(abi):
        in_force.append("landlock-network")
    if landlock.restricts_scope(abi):
        in_force.append("landlock-scope")
    _limit(limits, mapped)
    with _required("seccomp"):
        seccomp.restrict(devices=bool(writable_devices))
    return (*in_force, "rlimits", "seccomp")


@contextmanager
def _required(layer: str) -> Iterator[None]:
    """Turns the kernel's refusal of a layer into an error somebody can act on."""
    try:
        yield
    except OSError as error:
        raise ConfinementError(
            f"{layer} can't be enforced here: {error.strerror}.\n"
            "  A submission runs behind it or not at all. Run: kata doctor"
        ) from error


def _require_one_thread() -> None:
    """Landlock confines the calling thread; another would stay free, and share our memory."""
    with _required("landlock-files"):
        threads = len(os.listdir("/proc/self/task"))
    if threads > 1:
        raise ConfinementError(
            f"landlock-files can't be enforced: this process already has {threads} threads.\n"
            "  Call confine first thing after the fork, before anything starts a thread."
        )


def _remember_what_can_be_imported() -> None:
    """Have every folder on sys.path listed once; the importer keeps the listing.

    Where a hidden folder lies inside site-packages, `default_readable` names its neighbours and
    the folder itself can't be listed any more. The importer would take that for an empty folder.
    """
    importlib.machinery.PathFinder.find_spec("kata_looks_into_every_folder_once")


def _name_a_temporary_folder() -> None:
    """Libraries ask where temporary files go long before they write one, and fail without answer.

    torch does on the first optimiser. Any folder that exists will do: nothing can be written.
    """
    tempfile.tempdir = "/"
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = "/"


# The layers that need nothing but the process itself.


def _confine_process(keep: Collection[int]) -> list[str]:
    _close_descriptors(keep)
    _go_first_when_memory_runs_out()
    steps: dict[str, Callable[[], bool]] = {
        "environment": _clean_environment,
        "parent-death": _die_with_the_parent,
        "capabilities": _drop_capabilities,
        "no-new-privs": lambda: _prctl(_SET_NO_NEW_PRIVS, 1) == 0,
        # Off also keeps a crash handler in core_pattern, which RLIMIT_CORE doesn't, from running.
        "dumpable": lambda: _prctl(_SET_DUMPABLE, 0) == 0,
    }
    return ["descriptors", *(name for name, put_on in steps.items() if put_on())]


def _close_descriptors(keep: Collection[int]) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    # A closed 1 would be taken by the next file opened, and every print would go there.
    for number in set(_STANDARD).difference(keep):
        os.dup2(null, number)
    for number in _open_descriptors().difference(_STANDARD, keep):
        with suppress(OSError):  # the listing saw its own descriptor
            os.close(number)


def _open_descriptors() -> set[int]:
    for folder in ("/proc/self/fd", "/dev/fd"):
        with suppress(OSError):
            return {int(name) for name in os.listdir(folder)}
    if sys.platform == "win32":
        return set()
    return set(range(resource.getrlimit(resource.RLIMIT_NOFILE)[0]))


def _go_first_when_memory_runs_out() -> None:
    """The kernel's out-of-memory killer should take the worker, not the grader."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")


def _clean_environment() -> bool:
    """Forget every variable but `KEPT_VARIABLES`, wherever a copy of it is known to be."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    os.environ.clear()
    with suppress(AttributeError):  # variables C code set behind Python's back
        _LIBC.clearenv()
    _wipe_initial_environment()
    os.environ.update(kept)
    return True


def _wipe_initial_environment() -> None:
    """Zero the strings the kernel put on the stack at exec: unsetenv only forgets where they are.

    They are what /proc/<pid>/environ shows and what a walk through memory finds. Source: proc(5),
    fields 50 and 51 of /proc/<pid>/stat; they are 0 where the kernel won't tell.
    """
    with suppress(OSError), open("/proc/self/stat", "rb") as stat:
        fields = stat.read().rpartition(b")")[2].split()  # from field 3 on
        start, end = int(fields[47]), int(fields[48])
        if 0 < start < end:
            ctypes.memset(start, 0, end - start)


def _die_with_the_parent() -> bool:
    if sys.platform != "linux":
        return False
    return _prctl(_SET_PDEATHSIG, signal.SIGKILL) == 0


def _drop_capabilities() -> bool:
    if sys.platform != "linux":
        return False
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    nothing = bytes(2 * struct.calcsize("=III"))  # effective, permitted, inheritable, twice
    return bool(_LIBC.capset(header, nothing) == 0)


def _prctl(option: int, value: int = 0) -> int:
    """prctl's answer, or -1: also where there is no prctl."""
    if sys.platform != "linux":
        return -1
    zero = ctypes.c_ulong(0)
    return int(_LIBC.prctl(ctypes.c_int(option), ctypes.c_ulong(value), zero, zero, zero))


def mapped_bytes() -> int | None:
    """The address space in use; None where it can't be read, nor RLIMIT_AS relied on."""
    if sys.platform != "linux":
        return None
    with _required("rlimits"), open("/proc/self/statm", "rb") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()


def _limit(limits: Limits, mapped: int | None) -> None:
    if sys.platform == "win32":
        return
    cpu_s = max(1, math.ceil(limits.cpu_s))
    # The warm parent may have ignored or handled it; the submission may too, hence the hard limit.
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    _lower(resource.RLIMIT_CPU, cpu_s, cpu_s + 1)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, limits.file_size_mib * _MIB)
    _lower(resource.RLIMIT_NOFILE, limits.descriptors)
    if sys.platform == "linux":
        # Queued signals are counted for the user, so that one worker could use up everybody's.
        _lower(resource.RLIMIT_SIGPENDING, _PENDING_SIGNALS)
    if limits.memory_mib is not None and mapped is not None:
        # glibc reserves 64 MiB of addresses for each new thread's heap; let threads share one, or
        # a machine with many cores would spend the whole limit before the first tensor.
        with suppress(AttributeError):
            _LIBC.mallopt(_M_ARENA_MAX, 2)
        _lower(resource.RLIMIT_AS, mapped + limits.memory_mib * _MIB)


def _lower(which: int, soft: int, hard: int | None = None) -> None:
    """Set a limit, or keep the one in force where that is lower."""
    ceiling = resource.getrlimit(which)[1]
    hard = soft if hard is None else hard
    if ceiling != resource.RLIM_INFINITY:
        hard = min(hard, ceiling)
    resource.setrlimit(which, (min(soft, hard), hard))
