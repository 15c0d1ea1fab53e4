"""Their side: the warm parent and the workers it forks. Never sees a check or a reference
except as one more file to run.

    grader ──control socket──► warm parent      imports what the exercise needs, then only forks
       │                           │ fork
       └────────wire──────────► worker          confine, say so → read the source → load → batches

The worker is confined before it is given the submission. Whatever goes wrong in here ends this
process at worst; the grader reads that from the wire's end and from the exit status.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import sys
from collections.abc import Callable

import msgspec

from ..confine import confine
from ..confine.scratch import Scratches
from ..wire import arrays, live_arguments, messages
from ..wire.parent_messages import (
    End,
    Ended,
    Fork,
    Forked,
    NotForked,
    Ready,
    Start,
    ToParent,
    Warm,
    to_parent,
)
from . import bytecode, cuda, reaper, warm
from .importing import Surroundings
from .libraries import Libraries
from .runtime_rules import Watch
from .serve import Server
from .thread_room import WATCH_S, Crowds

CONTROL_BYTES = 2**16


def main(control_fd: int) -> None:
    """The warm parent: imports, then forks on demand until the grader is gone."""
    control = socket.socket(fileno=control_fd)
    told = control.recv(CONTROL_BYTES)
    if told.startswith(warm.EXPECT):
        _import_early(told.removeprefix(warm.EXPECT).decode().split())
        told = control.recv(CONTROL_BYTES)
    if not told:
        return  # begun for nothing (launching.py)
    start = to_parent(told)
    assert isinstance(start, Start)
    watch = Watch()
    readable = confine.default_readable(hidden=start.hidden)
    needed = cuda.needs() if start.cuda else cuda.Needs()
    avoid = (*readable, *sys.path, *start.hidden, *needed.devices, *needed.readable)
    scratches = Scratches(avoid=(*avoid, start.bytecode or "/usr"))
    with bytecode.kept(start.bytecode, start.requires) as more:
        with warm.nothing_collected():
            ready = warm_up(start, watch)
        control.send(messages.encode(ready))
    libraries = Libraries(start.bytecode, (*readable, *more), start.requires)
    children: set[int] = set()
    crowds = Crowds(_kill)
    # Daemons that a worker left behind become ours, so that they can be ended.
    reaper.adopt()
    around = Surroundings()
    gc.freeze()
    while payload := _received(control, scratches, crowds, children):
        message, descriptors = payload
        if isinstance(message, Warm):
            warm.modules(message.modules)
            around.renew()
            gc.freeze()
        elif isinstance(message, Fork):
            scratch = scratches.new()
            look = lambda: _look_after(scratches, crowds, children)  # noqa: E731
            libraries.prepare(
                message.libraries, message.isolation, lambda: crowds.fork(children), look
            )
            around.renew()
            server = Server(message, start, watch, libraries.readable, scratch, around)
            try:
                pid = _fork(control, descriptors[0], server, lambda: crowds.fork(children))
            except OSError as error:
                control.send(messages.encode(NotForked(str(error.strerror))))
                continue
            children.add(pid)
            scratches.taken(pid, scratch)
            control.send(messages.encode(Forked(pid)))
        elif isinstance(message, End):
            children.discard(message.pid)
            ended = _end(message.pid, children)
            why = {"full": scratches.remove(message.pid), "crowded": crowds.forget(message.pid)}
            control.send(messages.encode(msgspec.structs.replace(ended, **why)))
    for pid in children:
        _end(pid, set())
    scratches.close()


def _import_early(names: list[str]) -> None:
    """Not what lacks bytecode: where to keep that is told later. What fails is met again."""
    if bytecode.is_there(names):
        warm.modules(names)


def _received(
    control: socket.socket, scratches: Scratches, crowds: Crowds, workers: set[int]
) -> tuple[ToParent, list[int]] | None:
    """What the grader says next; while it says nothing, the workers are watched."""
    while workers and not select.select([control], [], [], WATCH_S)[0]:
        _look_after(scratches, crowds, workers)
    data, descriptors, _, _ = socket.recv_fds(control, CONTROL_BYTES, 1)
    return (to_parent(data), descriptors) if data else None


def _look_after(scratches: Scratches, crowds: Crowds, workers: set[int]) -> None:
    """Ends the workers that take more room than they may, in threads or in files."""
    crowds.end(workers)
    for pid in scratches.overfull():
        _kill(pid)


def warm_up(start: Start, watch: Watch) -> Ready:
    versions: dict[str, str] = {}
    missing: list[str] = []
    for name in start.requires:
        try:
            importlib.import_module(name)
        except ImportError:
            missing.append(name)
        else:
            versions[name] = _version(name)
    if "numpy" in sys.modules:
        warm.numpy()
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)
        if not start.cuda:
            from . import pretended_gpu  # loads torch

            warm.torch(torch)
            pretended_gpu.warm()
    unknown = watch.install(start.watched)
    arrays.REAL_TENSORS = live_arguments.HANDED = True
    hidden = {os.path.realpath(path) for path in start.hidden}
    sys.path[:] = [p for p in sys.path if os.path.realpath(p) not in hidden]
    return Ready(versions, tuple(missing), unknown)


def _version(name: str) -> str:
    # importlib.metadata would know more packages, and costs more than importing NumPy's half.
    return str(getattr(sys.modules[name], "__version__", "unknown"))


def _fork(control: socket.socket, wire: int, server: Server, fork: Callable[[], int]) -> int:
    """Raises OSError where there is no room for one more process."""
    pid = -1
    try:
        pid = fork()
    finally:
        if pid:
            os.close(wire)
    if pid:
        return pid
    # From here on nothing may return into the parent's loop, whatever happens.
    try:
        control.close()
        os.setsid()
        server.serve(socket.socket(fileno=wire))
        os._exit(0)
    except BaseException as error:
        if os.environ.get("KATA_DEBUG"):
            os.write(2, repr(error).encode())
        os._exit(70)


def _kill(pid: int) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _end(pid: int, others: set[int]) -> Ended:
    """Kills a worker with its process group and reaps it, and whatever it left behind."""
    _kill(pid)
    try:
        _, status = os.waitpid(pid, 0)
    except ChildProcessError:
        return Ended(pid, 0)
    reaper.end(keep=others)
    return Ended(pid, status)
