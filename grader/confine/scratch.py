"""The one folder that a worker may write in: its home, gone with it however it ends.

    warm parent   `places()` once: a memory file system of each worker's own, if there can be one
        │ fork
    worker        `Scratch.open()` before it is confined, `furnish()` after; `tidy()` between cases

Real files open a log, write an answer to a temporary file, or use a library that keeps a cache.
All of it goes here: the current folder, HOME, and where temporary files and caches go. The worker's
own file lies in it too, and nothing else that anybody could learn from.

Where the kernel lets us, the folder is a memory file system in a mount namespace of the worker's
own: nobody else can see it, its size is the kernel's business, and it ends with the process. Where
it doesn't (most containers), it is a folder on disk, which the warm parent watches and removes.
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any

if sys.platform != "win32":
    import fcntl

ROOM_MIB = 64
MAX_FILES = 1_000
_NAME = "kata-scratch-"
_LOCK = ".lock"
_NOTHING: Mapping[str, bytes] = MappingProxyType({})
# Longer than a kernel takes for a step of the clock by which it says when a folder changed.
_TICK_NS = 20_000_000
# How many names a memory file system gives a folder without others in it.
_NO_FOLDERS = 2

# <linux/sched.h>, <sys/mount.h>
_NEW_MOUNTS, _NEW_HOST_NAME, _NEW_USER = 0x00020000, 0x04000000, 0x10000000
_NO_SUID, _NO_DEVICES, _NO_EXEC, _RECURSIVE, _PRIVATE = 2, 4, 8, 0x4000, 1 << 18
# Folders that most systems have and that hold nothing a program needs.
_COVERED = ("/mnt", "/media", "/srv", "/var/tmp", "/tmp")

_LIBC: Any = None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)

# Where libraries look for a place of their own; all of them inside the folder.
CACHES = ".cache"
_PLACES = {
    "XDG_CACHE_HOME": CACHES,
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local",
    "MPLCONFIGDIR": f"{CACHES}/matplotlib",
    "NUMBA_CACHE_DIR": f"{CACHES}/numba",
    "TORCHINDUCTOR_CACHE_DIR": f"{CACHES}/torchinductor",
    "TORCH_HOME": f"{CACHES}/torch",
    "TRITON_CACHE_DIR": f"{CACHES}/triton",
}


class Scratch:
    """One worker's folder. mounted: a memory file system of its own, on a path that it shares with
    every other worker's; else a folder on disk that is nobody else's. Neither: nothing can be
    written, since there is no place for it on this machine."""

    def __init__(self, path: str = "/", mounted: bool = False) -> None:
        self.path = path
        self.mounted = mounted
        self.writable = path != "/"
        self._kept: frozenset[str] | None = None
        self._flat: tuple[int, int] | None = None

    def open(self) -> None:
        """Makes it, empty. Needs the rights that a worker gives up."""
        try:
            if self.mounted:
                _mount(self.path)
            elif self.writable:
                os.mkdir(self.path, 0o700)
        except OSError:
            self.path, self.writable = "/", False

    def furnish(self, file: str, source: bytes, provided: Mapping[str, bytes] = _NOTHING) -> str:
        """Puts the submission there, with what is provided beside it, and moves in; the file's full
        name."""
        os.environ.update({"HOME": self.path, "TMPDIR": self.path, "USER": "student"})
        os.environ.update({"LOGNAME": "student", "PWD": self.path})
        os.environ.update({name: os.path.join(self.path, at) for name, at in _PLACES.items()})
        tempfile.tempdir = self.path
        os.chdir(self.path)
        full = os.path.join(self.path, file)
        # Copies for whoever asks when they were changed; where the disk is full, there are none.
        for name, content in {**provided, file: source}.items() if self.writable else ():
            with suppress(OSError), open(os.path.join(self.path, name), "wb") as copy:
                copy.write(content)
        return full

    def keep(self) -> None:
        """What is there now stays until the end: it belongs to the module, as its globals do."""
        self._kept = None
        # It may have used up every descriptor, or put others in the place of os.scandir.
        with suppress(Exception):
            self._kept = frozenset(_below(self.path)) if self.writable else None

    def tidy(self) -> None:
        """Removes what has come since, but for caches."""
        if self._kept is None:
            return
        with suppress(Exception):
            now = self._changed()
            if now is not None and now == self._flat:
                return  # nothing has come since
            self._flat = now
            for path in reversed(list(_below(self.path))):
                if path not in self._kept and not path.startswith(f"{self.path}/{CACHES}"):
                    _remove(path)

    def _changed(self) -> tuple[int, int] | None:
        """When something last came into the folder or went, while there is no other folder in it.
        None where that can't be told: it was a moment ago, which the next change may share."""
        if not self.mounted:
            return None
        told = os.stat(self.path)
        is_sure = time.time_ns() - told.st_mtime_ns > _TICK_NS and told.st_nlink == _NO_FOLDERS
        return (told.st_mtime_ns, told.st_size) if is_sure else None


class Scratches:
    """Hands out folders, and knows what became of those on disk. For the warm parent alone."""

    def __init__(self, avoid: Iterable[str]) -> None:
        """avoid: what workers read, over which nothing may be put."""
        self._mounted = _covered(avoid) if _can_mount() else None
        self._base: str | None = None
        self._lock = -1
        self._count = 0
        self._on_disk: dict[int, str] = {}
        # Workers that wrote more than there is room for.
        self._full: set[int] = set()

    def new(self) -> Scratch:
        if self._mounted is not None:
            return Scratch(self._mounted, mounted=True)
        if self._base is None:
            sweep()
            try:
                self._base, self._lock = _locked_folder()
            except OSError:
                return Scratch()
        self._count += 1
        return Scratch(os.path.join(self._base, str(self._count)), mounted=False)

    def taken(self, pid: int, scratch: Scratch) -> None:
        if scratch.writable and not scratch.mounted:
            self._on_disk[pid] = scratch.path

    def overfull(self) -> Iterator[int]:
        """The workers whose folders hold more than they may."""
        for pid, path in self._on_disk.items():
            if pid not in self._full and _is_full(path):
                self._full.add(pid)
                yield pid

    def remove(self, pid: int) -> bool:
        """Removes a worker's folder, after its end: whether it was ended for filling it."""
        path = self._on_disk.pop(pid, None)
        if path is not None:
            remove_all(path)
        was = pid in self._full
        self._full.discard(pid)
        return was

    def close(self) -> None:
        if self._base is not None:
            remove_all(self._base)
            os.close(self._lock)


def remove_all(folder: str) -> None:
    """Removes a folder that a stranger filled: it may be nested deeper than any path is long, and
    closed to its owner. Never follows a link. Never raises."""
    pending = [folder]
    with suppress(OSError):
        while pending:
            inner = pending[-1]
            with suppress(PermissionError):
                os.chmod(inner, 0o700)
            nested = None
            with os.scandir(inner) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        nested = entry.path
                        break
                    os.unlink(entry.path)
            if nested is None:
                os.rmdir(pending.pop())
                continue
            with suppress(PermissionError):
                os.chmod(nested, 0o700)
            # Up to the top, under a name that nobody can have taken, so that no path grows.
            raised = os.path.join(folder, os.urandom(16).hex())
            os.rename(nested, raised)
            pending.append(raised)


def sweep() -> None:
    """Removes what warm parents left that were killed: a lock ends with whoever held it."""
    top = tempfile.gettempdir()
    with suppress(OSError):
        for name in os.listdir(top):
            path = os.path.join(top, name)
            if name.startswith(_NAME) and os.lstat(path).st_uid == os.getuid():
                _remove_unless_held(path)


def _remove_unless_held(path: str) -> None:
    with suppress(OSError):
        lock = os.open(os.path.join(path, _LOCK), os.O_RDONLY | os.O_NOFOLLOW)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove_all(path)
        finally:
            os.close(lock)


def _locked_folder() -> tuple[str, int]:
    """A new folder for workers' folders, and the lock that says it is in use."""
    while True:
        base = tempfile.mkdtemp(prefix=_NAME)
        lock = os.open(os.path.join(base, _LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Another's `sweep` may have taken the lock between the last two lines, and the folder.
        if os.fstat(lock).st_nlink:
            return os.path.realpath(base), lock
        os.close(lock)


def _is_full(folder: str) -> bool:
    size = files = 0
    pending = [folder]
    while pending and files <= MAX_FILES and size <= ROOM_MIB << 20:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    files += 1
                    with suppress(FileNotFoundError):  # removed while we look
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
        except FileNotFoundError:
            continue
        except OSError:
            return True  # nested too deeply to be looked at, or closed to us
    return files > MAX_FILES or size > ROOM_MIB << 20


def _below(folder: str) -> Iterator[str]:
    """Every path in a folder, folders before what is in them. Raises OSError."""
    pending = [folder]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                yield entry.path
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)


def _remove(path: str) -> None:
    with suppress(OSError):
        if stat.S_ISDIR(os.lstat(path).st_mode):
            os.rmdir(path)
        else:
            os.unlink(path)


def _covered(avoid: Iterable[str]) -> str | None:
    """A folder over which the workers' file systems can be put."""
    needed = [os.path.realpath(path) for path in avoid]
    for folder in _COVERED:
        real = os.path.isdir(folder) and os.path.realpath(folder) == folder
        if real and not any(path == folder or path.startswith(f"{folder}/") for path in needed):
            return folder
    return None


def _can_mount() -> bool:
    """Tries it, in a child: whether a kernel has the call says little, a container may forbid it.
    Where it works this process moves into namespaces of its own, from which workers get theirs."""
    if sys.platform != "linux":
        return False
    child = os.fork()
    if child == 0:
        code = 1
        with suppress(BaseException):
            _unshare_all()
            _mount("/")
            code = 0
        os._exit(code)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        return False
    _unshare_all()
    return True


def _unshare_all() -> None:
    """Mounts and a host's name of our own; as somebody who may change them. Raises OSError."""
    user, group = os.getuid(), os.getgid()
    try:
        _call("unshare", ctypes.c_int(_NEW_MOUNTS | _NEW_HOST_NAME))
    except OSError:
        _call("unshare", ctypes.c_int(_NEW_USER | _NEW_MOUNTS | _NEW_HOST_NAME))
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{user} {user} 1")
        _write("/proc/self/gid_map", f"{group} {group} 1")
    # What is mounted from here on is nobody else's to see.
    _call("mount", b"none", b"/", None, ctypes.c_ulong(_RECURSIVE | _PRIVATE), None)
    _call("sethostname", b"kata", ctypes.c_size_t(4))


def _mount(path: str) -> None:
    _call("unshare", ctypes.c_int(_NEW_MOUNTS))
    options = f"size={ROOM_MIB}m,nr_inodes={MAX_FILES},mode=700".encode()
    flags = ctypes.c_ulong(_NO_SUID | _NO_DEVICES | _NO_EXEC)
    _call("mount", b"kata", path.encode(), b"tmpfs", flags, options)


def _call(name: str, *arguments: object) -> None:
    if getattr(_LIBC, name)(*arguments) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)
