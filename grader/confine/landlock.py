"""Takes a process's files, TCP and signals away with Landlock. Knows nothing about processes.

Landlock is the kernel's own allow-list for an ordinary user: what is not granted here is refused,
by path, for this thread and everything it starts, and nothing can widen it again. It checks what
`open` asks for, so three things are outside it and left to `seccomp.py`: changing a file's mode,
owner or times; metadata (`stat` still answers for a path that cannot be opened); and anything
done with a descriptor that was open before.

Source: Linux kernel documentation, userspace-api/landlock, and linux/landlock.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import site
import struct
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

# The same three numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1

_WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE, _IOCTL_DEV = 1 << 1, 1 << 2, 1 << 3, 1 << 14, 1 << 15
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_FILE, _REFER = 1 << 4, 1 << 5, 1 << 7, 1 << 8, 1 << 13
# Ordinary files and folders: no device, no FIFO, no socket, no symbolic link. To move one between
# folders (refer) takes the right on both sides, so nothing comes in that way and nothing gets out.
_AT_HOME = (
    _WRITE_FILE | _READ_FILE | _READ_DIR | _TRUNCATE
    | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_FILE | _REFER
)  # fmt: skip
_ON_A_FILE = _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV

# How many access rights over files each version knows; the rights are bits 0, 1, 2, … in the
# order they were added. A right that is not handled is not refused, so all of them are.
# Later versions add rights over sockets, through which the seccomp filter lets nobody be reached.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NETWORK_SINCE, _SCOPE_SINCE = 4, 6
_BIND_AND_CONNECT_TCP = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11

# Where the system keeps shared libraries and what they read while running. Not /etc as a whole,
# not /proc as a whole: /proc/self/environ and every other process are in there. A rule is about
# an inode, and under memory pressure the kernel may make a new one for a file of /proc: reading
# it is then refused, which libraries take for a machine that doesn't tell.
_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/local/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/ssl/openssl.cnf",
    "/usr/share/zoneinfo",
    "/dev/null",
    "/dev/zero",
    "/dev/random",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/sys/vm/overcommit_memory",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
    "/sys/kernel/mm/transparent_hugepage",
    "/proc/devices",
    "/proc/modules",
    "/sys/devices/system/memory",
)

# These mean the process that opens them, so they are never resolved in advance.
_SELF = ("/proc/self/maps", "/proc/self/stat", "/proc/self/statm", "/proc/self/status")

_WHY = {
    errno.ENOSYS: "this kernel has no Landlock (it came with Linux 5.13)",
    errno.EOPNOTSUPP: "Landlock is built in but not switched on at boot (add it to lsm=)",
    errno.EPERM: "an outer sandbox, such as a container's filter, forbids Landlock",
}

_LIBC: Any = None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)


def _call(number: int, *arguments: object) -> int:
    """The raw system call's result. Raises OSError with the kernel's reason."""
    if sys.platform != "linux":  # the number means another call there
        raise OSError(errno.ENOSYS, "Landlock is part of Linux")
    result: int = _LIBC.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, _WHY.get(code, os.strerror(code)))
    return result


def version() -> int:
    """The Landlock ABI of this kernel, 1 or more. Raises OSError saying why there is none."""
    return _call(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG))


def restricts_network(abi: int) -> bool:
    """Whether this ABI can refuse TCP."""
    return abi >= _NETWORK_SINCE


def restricts_scope(abi: int) -> bool:
    """Whether this ABI can keep signals and abstract Unix sockets inside."""
    return abi >= _SCOPE_SINCE


def restrict(
    readable: Iterable[str],
    writable_devices: Iterable[str] = (),
    home: str | None = None,
    writable_folders: Iterable[str] = (),
) -> int:
    """Leave this thread the right to read `readable`, and nothing else of the file system.

    readable: files, or folders with everything beneath; one that is missing grants nothing.
    home: a folder in which files and folders may be made, changed and removed.
    writable_devices: device files that may also be written and asked for ioctls.
    writable_folders: folders whose files, those to come too, may be read and written.
    Needs no-new-privs. Returns the ABI in force; raises OSError when the kernel refuses.
    """
    abi = version()
    handled = (1 << _RIGHTS[min(abi, max(_RIGHTS))]) - 1
    ruleset = _create_ruleset(abi, handled)
    try:
        # No EXECUTE anywhere: mapping a shared library needs only READ_FILE, so imports still
        # work, and a program file can't be started even if a filter were to let execve through.
        for path in readable:
            _grant(ruleset, path, (_READ_FILE | _READ_DIR) & handled)
        if home is not None:
            _grant(ruleset, home, _AT_HOME & handled)
        for path in writable_devices:
            _grant(ruleset, path, _ON_A_FILE & handled)
        for path in writable_folders:
            _grant(ruleset, path, (_READ_FILE | _READ_DIR | _WRITE_FILE | _TRUNCATE) & handled)
        _call(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    finally:
        os.close(ruleset)
    return abi


def _create_ruleset(abi: int, handled: int) -> int:
    network = _BIND_AND_CONNECT_TCP if restricts_network(abi) else 0
    scope = _ABSTRACT_SOCKETS_AND_SIGNALS if restricts_scope(abi) else 0
    # An older kernel accepts the longer structure as long as the part it doesn't know is zero.
    attributes = struct.pack("=QQQ", handled, network, scope)
    size = ctypes.c_size_t(len(attributes))
    return _call(_CREATE_RULESET, attributes, size, ctypes.c_uint32(0))


def _grant(ruleset: int, path: str, rights: int) -> None:
    try:
        # O_PATH follows links to the thing itself: a rule is about an inode, not a name.
        target = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return  # what we can't reach, the submission can't either
    try:
        if not os.path.isdir(target):
            rights &= _ON_A_FILE  # the kernel refuses a folder's rights on a file
        rule = struct.pack("=Qi", rights, target)
        _call(
            _ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), rule, ctypes.c_uint32(0)
        )
    finally:
        os.close(target)


def default_readable(hidden: Sequence[str] = ()) -> tuple[str, ...]:
    """Files and folders an interpreter with NumPy or torch reads while it runs.

    The interpreter's libraries, site-packages, the system's shared libraries and time zones, and
    the few files of /dev, /proc and /sys that libraries ask about the machine. Not the home
    folder, the current one or /tmp, unless a library folder lies there.

    hidden: folders and files that must stay unreadable wherever they are. Landlock can only
    allow, so a folder with something hidden in it is replaced by its other entries, down to the
    hidden one; such a folder can no longer be listed. What lies inside a hidden folder is dropped.
    """
    out_of_sight = [os.path.realpath(path) for path in hidden]
    roots = {os.path.realpath(path) for path in (*_SYSTEM, *_interpreter_folders())}
    outermost = [root for root in roots if not any(_inside(root, o) for o in roots - {root})]
    visible = [part for root in outermost for part in _without(root, out_of_sight)]
    return (*sorted(visible), *(path for path in _SELF if os.path.exists(path)))


def _interpreter_folders() -> Iterator[str]:
    # Only lib: the prefix is often /usr, and a virtual environment's holds scripts and settings.
    for prefix in {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}:
        yield os.path.join(prefix, "lib")
        yield os.path.join(prefix, "lib64")
    for kind in ("stdlib", "platstdlib", "purelib", "platlib"):
        yield sysconfig.get_path(kind)
    yield from site.getsitepackages()
    if site.getusersitepackages() in sys.path:  # in the home folder, and in use
        yield site.getusersitepackages()
    # One environment can borrow another's packages through a .pth file. Other folders that are
    # named there, a project that somebody works on say, are nobody's libraries.
    yield from filter(holds_packages, sys.path)


def holds_packages(folder: str) -> bool:
    """Whether packages were installed into a folder: it is called so, or pip left their records
    there (pip install --target). Any other is somebody's project."""
    if os.path.basename(folder) in ("site-packages", "dist-packages"):
        return True
    try:
        return any(name.endswith(".dist-info") for name in os.listdir(folder))
    except OSError:
        return False


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _without(path: str, hidden: Sequence[str]) -> Iterator[str]:
    if not os.path.exists(path) or any(_inside(path, other) for other in hidden):
        return
    if not any(_inside(other, path) for other in hidden):
        yield path
        return
    with suppress(OSError), os.scandir(path) as entries:
        for entry in entries:
            # A link needs no leave of its own, and would give leave to whatever it points at.
            if not entry.is_symlink():
                yield from _without(entry.path, hidden)
