"""Starts CUDA in a worker that is confined already, and says in plain words why it can't be had.

The driver's library starts threads of its own, which no sandbox put on later would reach, and
keeps descriptors, which must not be closed under it. So: confine first, start then, and load the
submission last. None of it is the student's affair: where CUDA doesn't start, nobody's work is
judged by it.
"""

from __future__ import annotations

import ctypes
import os
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from . import gpu

# The driver opens a few dozen; its shared memory is a file as long as it is large.
DESCRIPTORS = 1024
FILE_MIB = 4096
_MIB = 2**20


class Unavailable(Exception):
    """CUDA can't be used here and now; the message says why."""


def start(memory_mib: int) -> None:
    """Starts CUDA on the selected GPU with a bound on its memory, and computes something there.

    TF32 is off, so that float32 answers can be compared as float32. Raises Unavailable.
    """
    torch: Any = sys.modules["torch"]
    try:
        torch.cuda.init()
        torch.backends.cuda.matmul.allow_tf32 = False
        torch.backends.cudnn.allow_tf32 = False
        total = torch.cuda.get_device_properties(0).total_memory / _MIB
        torch.cuda.set_per_process_memory_fraction(min(memory_mib / total, 1.0), 0)
        torch.ones(2, device="cuda").sum().item()
    except Exception as error:
        raise Unavailable(reason(str(error))) from error


# What torch and the driver say, and what that means.
_MEANINGS = (
    ("out of memory", "the GPU has no memory left"),
    ("busy or unavailable", "the GPU is busy, or kept for another process"),
    ("OS call failed", "its driver was refused something by this system"),
    ("unknown error", "its driver was refused something by this system"),
    ("driver version is insufficient", "its driver is older than this torch needs"),
    ("driver on your system is too old", "its driver is older than this torch needs"),
    ("no CUDA-capable device", "the driver finds no GPU"),
    ("No CUDA GPUs are available", "the driver finds no GPU"),
    ("Found no NVIDIA driver", "the driver's library, libcuda, isn't found"),
    ("no kernel image", "this torch is not built for this GPU"),
    ("not compiled with CUDA", "this torch is built without CUDA"),
    ("fallen off the bus", "the GPU is lost"),
    ("unspecified launch failure", "the GPU failed in the middle"),
)


def reason(said: str) -> str:
    """An error's message in plain words; its first line where nobody has met it before."""
    first = said.strip().partition("\n")[0][:200] or "it fails without a word"
    meaning = next((plain for part, plain in _MEANINGS if part.lower() in said.lower()), None)
    return first if meaning is None else f"{meaning} ({first})"


# What an exception in a call says when the GPU, and not the code, is to blame.
_TROUBLE = ("CUDA error", "CUDA out of memory", "cuDNN error", "CUBLAS_STATUS", "CUDNN_STATUS")
_TROUBLES = ("AcceleratorError", "OutOfMemoryError")


def is_trouble(error: str, message: str) -> bool:
    """Whether an exception, by its class's name and its message, is about the GPU itself."""
    return error in _TROUBLES or any(part in message for part in _TROUBLE)


@dataclass(frozen=True)
class Needs:
    """Files that CUDA needs. Looked up before a process is confined: it can't list folders then."""

    devices: tuple[str, ...] = ()
    readable: tuple[str, ...] = ()


def needs() -> Needs:
    return Needs(gpu.devices(), gpu.readable())


def refusals(needed: Needs) -> tuple[str, ...]:
    """Files and calls known to be needed that are refused to this process, each tried for real."""
    tried = [(what, _refused(attempt)) for what, attempt in _attempts(needed)]
    return tuple(f"{what}: {why}" for what, why in tried if why)


def _attempts(needed: Needs) -> Iterator[tuple[str, Callable[[], object]]]:
    for device in needed.devices:
        if "/nvidia-caps/" in device:  # for root, or for nobody, where a GPU isn't in slices
            continue
        yield f"opening {device}", partial(_open, device, os.O_RDWR)
    for path in needed.readable:
        yield f"reading {path}", partial(_open, path, os.O_RDONLY)
    yield "writing /proc/self/task/<thread>/comm", _name_a_thread
    yield "memfd_create and ftruncate", _share_memory
    yield "listening at an AF_UNIX socket", _listen
    yield "opening 100 files at once", _open_many
    yield "loading libcuda.so.1", lambda: ctypes.CDLL("libcuda.so.1")


def _refused(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except OSError as error:
        return error.strerror or str(error)
    except RuntimeError as error:  # a thread that can't be started
        return str(error)
    return ""


def _open(path: str, how: int) -> None:
    os.close(os.open(path, how))


def _listen() -> None:
    """As the driver does, at a name that is in no folder. Not through Python, which would announce
    it to whoever hears what a submission asks for."""
    libc: Any = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET | socket.SOCK_CLOEXEC, 0)
    if descriptor < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    try:
        address = struct.pack("=H", socket.AF_UNIX) + b"\0kata-uvmfd-%d" % os.getpid()
        if libc.bind(descriptor, address, len(address)) or libc.listen(descriptor, 1):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(descriptor)


def _open_many() -> None:
    opened: list[int] = []
    try:
        for _ in range(100):
            opened.append(os.open(os.devnull, os.O_RDONLY))
    finally:
        for descriptor in opened:
            os.close(descriptor)


def _name_a_thread() -> None:
    """As the driver names its threads: a second one, by the path that has its number."""
    failed: list[OSError] = []

    def write() -> None:
        path = f"/proc/self/task/{threading.get_native_id()}/comm"
        try:
            with open(path, "w") as comm:
                comm.write("kata")
        except OSError as error:
            failed.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


def _share_memory() -> None:
    descriptor = os.memfd_create("kata")
    try:
        os.ftruncate(descriptor, _MIB)
        os.write(descriptor, bytes(8))
    finally:
        os.close(descriptor)
