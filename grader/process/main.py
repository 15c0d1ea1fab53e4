"""Their side: the warm parent and the workers it forks. Never sees a check or a reference
except as one more file to run.

    grader ──control socket──► warm parent      imports what the exercise needs, then only forks
       │                           │ fork
       └────────wire──────────► worker          confine, say so → read the source → load → batches

The worker is confined before it is given the submission. Whatever goes wrong in here ends this
process at worst; the grader reads that from the wire's end and from the exit status.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib
import itertools
import linecache
import os
import random
import select
import signal
import socket
import sys
import time
import types
from collections.abc import Callable, Sequence
from typing import Any, Literal

import msgspec

from ..confine import confine
from ..confine.scratch import ROOM_MIB, Scratch, Scratches
from ..wire import arrays, live_arguments, messages
from ..wire.messages import (
    HEADER,
    MAX_FRAME,
    Batch,
    BatchDone,
    Busy,
    CaseDone,
    Confined,
    ExampleDone,
    Examples,
    Load,
    Loaded,
    NotLoaded,
    Raised,
    ToWorker,
    WireError,
)
from ..wire.names import is_name
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
from . import attributes, bytecode, cuda, reaper, refusals, semaphores, unreadable, warm, warned
from .executor import Executor, new_module, raised
from .importing import Imports, Surroundings, guard_imports
from .libraries import Libraries, lend_fonts
from .programs import Interaction
from .runtime_rules import Watch
from .source_rules import coroutines, repeated, violations
from .streams import Printed
from .thread_room import WATCH_S, Crowds

CONTROL_BYTES = 2**16


def main(control_fd: int) -> None:
    """The warm parent: imports, then forks on demand until the grader is gone."""
    control = socket.socket(fileno=control_fd)
    start = to_parent(control.recv(CONTROL_BYTES))
    assert isinstance(start, Start)
    watch = Watch()
    readable = confine.default_readable(hidden=start.hidden)
    needed = cuda.needs() if start.cuda else cuda.Needs()
    avoid = (*readable, *sys.path, *start.hidden, *needed.devices, *needed.readable)
    scratches = Scratches(avoid=(*avoid, start.bytecode or "/usr"))
    with bytecode.kept(start.bytecode, start.requires) as more:
        control.send(messages.encode(warm_up(start, watch)))
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
                message.libraries, _isolation(message), lambda: crowds.fork(children), look
            )
            around.renew()
            worker = Worker(message, start, watch, libraries.readable, scratch, around)
            try:
                pid = _fork(control, descriptors[0], worker, lambda: crowds.fork(children))
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


def _isolation(fork: Fork) -> Literal["confined", "process"]:
    return "process" if fork.isolation == "process" else "confined"


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


def _fork(control: socket.socket, wire: int, worker: Worker, fork: Callable[[], int]) -> int:
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
        worker.serve(socket.socket(fileno=wire))
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


class Worker:
    """One submission: loaded once, then asked for batches until the wire closes."""

    def __init__(
        self,
        fork: Fork,
        start: Start,
        watch: Watch,
        readable: Sequence[str],
        scratch: Scratch,
        around: Surroundings | None = None,
    ) -> None:
        """around: what is imported here, where that is known already."""
        self._around = around
        self._fork = fork
        self._scratch = scratch
        self._requires = start.requires
        self._kept = start.bytecode
        self._watch = watch
        self._readable = tuple(readable)
        self._needs = cuda.Needs()
        self._printed = Printed()
        self._imports: Imports | None = None
        self._repeated: dict[str, tuple[int, ...]] = {}
        self._coroutines: dict[str, int] = {}

    def serve(self, wire: socket.socket) -> None:
        self._wire = wire
        self._printed.redirect()
        _forget_how_it_was_started()
        if self._fork.device == messages.PRETEND:
            from . import pretended_gpu  # loads torch

            pretended_gpu.enter()
        try:
            layers = self._confine()
            if self._fork.cuda:
                cuda.start(self._fork.memory_mib)
            self._send(Confined(layers))
        except confine.ConfinementError as error:
            self._refuse("confinement", str(error))
            return
        except cuda.Unavailable as error:
            self._refuse("cuda", "; ".join((str(error), *cuda.refusals(self._needs))))
            return
        load = self._receive()
        if not isinstance(load, Load):
            raise WireError("the first message was not a submission")
        self._printed.limit = load.output_bytes
        # What a file reads of its command line is its own name, and never ours.
        sys.argv = sys.orig_argv = [load.file]
        full_name = self._scratch.furnish(load.file, load.source)
        if self._scratch.writable:
            attributes.settle(self._scratch.path)
            lend_fonts(self._kept, self._fork.libraries, self._scratch.path)
        load = msgspec.structs.replace(load, file=full_name)
        warned.settle(full_name)
        _seed()
        executor = self._prepare(load)
        if executor is None:
            return
        while True:
            asked = self._receive()
            if isinstance(asked, Batch):
                self._answer(executor, asked)
            elif isinstance(asked, Examples):
                self._try(executor, load.file, asked)

    def _prepare(self, load: Load) -> Executor | None:
        """Reads, checks and runs the submission."""
        try:
            return self._run(load) if self._is_readable(load) else None
        except SyntaxError as error:
            text = (error.text or "").rstrip("\n")[:200]
            said = unreadable.words(load.source, error) or error.msg
            self._refuse("syntax", said, error.lineno, text, error.offset)
        return None

    def _confine(self) -> tuple[str, ...]:
        self._scratch.open()
        fork = self._fork
        room = ROOM_MIB if self._scratch.writable else 0
        limits = confine.Limits(fork.cpu_s, fork.memory_mib, room)
        if fork.cuda:
            self._needs = cuda.needs()
            # CUDA reserves far more addresses than it uses memory.
            limits = confine.Limits(fork.cpu_s, None, cuda.FILE_MIB, cuda.DESCRIPTORS)
        layers = confine.confine(
            limits,
            keep=(self._wire.fileno(),),
            readable=(*self._readable, *self._needs.readable),
            isolation=_isolation(fork),
            writable_devices=self._needs.devices,
            home=self._scratch.path if self._scratch.writable else None,
            # Of this process, which is why it is named here and not by the parent.
            writable_folders=("/proc/self/task",) if fork.cuda else (),
        )
        if self._fork.isolation != "process":
            refusals.announce()
            semaphores.settle()
        return layers

    def _is_readable(self, load: Load) -> bool:
        """Whether the source is Python and keeps the rules; says why where not. None of it has
        run yet."""
        if (said := unreadable.whole_file(load.source)) is not None:
            self._refuse("syntax", said)
            return False
        rules = (load.allowed_imports, load.forbidden_imports, load.forbidden_calls)
        try:
            tree = compile(load.source, load.file, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
            assert isinstance(tree, ast.Module)
            self._code = compile(tree, load.file, "exec", dont_inherit=True, optimize=0)
            found = [] if load.trusted else violations(tree, *rules)
            self._repeated, self._coroutines = repeated(tree), coroutines(tree)
        except SyntaxError:
            raise
        except (ValueError, RecursionError, MemoryError) as error:
            said = unreadable.words(load.source, error) or str(error)
            self._refuse("syntax", said or "it is nested too deeply to be parsed")
            return False
        if found:
            said = "; ".join(f"line {v.line} {v.message}" for v in found[:3])
            self._refuse("forbidden", said, found[0].line)
        return not found

    def _run(self, load: Load) -> Executor | None:
        executor = Executor(None, load.file, self._requires)
        self._watch.executor = executor
        self._watch.forbidden = frozenset(() if load.trusted else load.forbidden_calls)

        def prepare(namespace: dict[str, Any]) -> None:
            if not load.trusted:
                self._held(load, executor).hold(namespace)

        module = new_module(load.source, load.file, load.module, prepare)
        executor.interaction = Interaction(self._code, load.file, prepare, executor.function)
        cut = None
        started = time.monotonic()
        try:
            try:
                if not load.program:
                    exec(self._code, module.__dict__)
            finally:
                # What a file traces or profiles is its own code, and not ours from here on.
                sys.settrace(None)
                sys.setprofile(None)
        except BaseException as error:
            cut = _cut(error, load, executor.forbidden)
            if cut.reason == "forbidden":
                self._send(cut)
                return None
        executor.attach(module)
        self._scratch.keep()
        told = Loaded(
            _names(module),
            _signatures(module),
            _defaults(module),
            self._repeated,
            self._coroutines,
            cut,
            max(time.monotonic() - started - executor.importing_s, 0.0),
            _left_without_gradients(),
        )
        self._send(told)
        return executor

    def _held(self, load: Load, executor: Executor) -> Imports:
        if self._imports is None:
            rules = (load.allowed_imports, load.forbidden_imports)
            self._imports = guard_imports(executor, load.file, *rules, self._around)
        return self._imports

    def _refuse(
        self,
        reason: str,
        message: str,
        line: int | None = None,
        text: str | None = None,
        column: int | None = None,
    ) -> None:
        self._send(NotLoaded(reason, message[: messages.MAX_TEXT], line, text, column))

    def _answer(self, executor: Executor, batch: Batch) -> None:
        resume = batch.resume
        for operations in batch.cases:
            if not resume:
                executor.new_case()
                self._scratch.tidy()
            resume = False
            self._send(CaseDone(self._outcomes(executor, operations)))
        self._send(BatchDone(*self._printed.take()))

    def _outcomes(self, executor: Executor, operations: Sequence[messages.Operation]) -> list[Any]:
        """The answers to a case. Tells in between that it isn't one operation that takes long."""
        outcomes, told_s = [], time.monotonic()
        for operation in operations:
            if time.monotonic() - told_s >= messages.SILENT_S:
                self._send(Busy())
                told_s = time.monotonic()
            outcomes.append(_raw(executor.run(operation)))
        return outcomes

    def _try(self, executor: Executor, file: str, asked: Examples) -> None:
        from . import example_runner  # loaded by the parent, when it was asked to, with pytest

        def tell(done: ExampleDone) -> None:
            self._send(CaseDone([_raw(done)]))

        if self._imports is not None:
            self._imports.open = True  # to the examples, which are held to nothing
        example_runner.run(asked, file, executor, self._watch, tell)
        self._send(BatchDone(*self._printed.take()))

    def _send(self, message: messages.FromWorker) -> None:
        self._wire.sendall(messages.frame(messages.encode(message)))

    def _receive(self) -> ToWorker:
        size = HEADER.unpack(self._exactly(HEADER.size))[0]
        if size > 4 * MAX_FRAME:
            raise WireError("a frame that is too long")
        return messages.to_worker(self._exactly(size))

    def _exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            part = self._wire.recv(min(size - len(parts), 2**20))
            if not part:
                os._exit(0)  # the grader is done with this submission
            parts += part
        return bytes(parts)


def _raw(outcome: messages.Outcome | ExampleDone) -> Any:
    """An outcome, or in its place the news that it is too large to send."""
    encoded = messages.encode(outcome)
    if len(encoded) > MAX_FRAME // 2:
        size = len(encoded) / 2**20
        encoded = messages.encode(
            Raised("AnswerTooLarge", ("Exception",), f"the answer is {size:.0f} MiB large")
        )
    return msgspec.Raw(encoded)


def _cut(error: BaseException, load: Load, forbidden: Sequence[str]) -> NotLoaded:
    """Why the top level of a file did not come to its end, and its line that didn't."""
    what = raised(error, load.file, forbidden)
    top = next((frame for frame in what.frames if frame.function == "<module>"), None)
    frame = what.frames[-1] if what.frames else None
    text = linecache.getline(load.file, top.line).strip() if top else None
    reason = "forbidden" if what.forbidden else "raised"
    if reason == "raised" and isinstance(error, MemoryError):
        reason = "out_of_memory"
    elif reason == "raised" and isinstance(error, (SystemExit, AssertionError)):
        reason = "exit" if isinstance(error, SystemExit) else "check"
        frame = top
    elif reason == "raised" and refusals.sentence(error, None):
        reason = "refused"
    said = what.forbidden or f"{what.error}: {what.message}".removesuffix(": ")
    if reason == "refused":
        said = what.message
    line = frame.line if frame else None
    shown = None if text is None else messages.sendable(text)[:200]
    return NotLoaded(reason, said[: messages.MAX_TEXT], line, shown, None, what.frames)


def _names(module: Any) -> tuple[str, ...]:
    """The module's public names that can be called, for a suggestion when one is misspelt."""
    names = (
        name
        for name, value in list(vars(module).items())
        if callable(value) and is_name(name) and not name.startswith("_")
    )
    return tuple(itertools.islice(names, messages.MAX_NAMES))


def _signatures(module: Any) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in _names(module):
        function = vars(module).get(name)
        if type(function) is types.FunctionType:
            code = function.__code__
            parameters = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
            if all(map(is_name, parameters)):
                found[name] = parameters
    return found


def _defaults(module: Any) -> dict[str, dict[str, messages.Plain]]:
    """Default values of the functions' last parameters, where a reader could type them."""
    found: dict[str, dict[str, messages.Plain]] = {}
    for name, parameters in _signatures(module).items():
        function = vars(module)[name]
        positional = parameters[: function.__code__.co_argcount]
        # From the last: a function can be given more default values than it has parameters.
        named = zip(reversed(positional), reversed(function.__defaults__ or ()), strict=False)
        plain = {parameter: value for parameter, value in named if _is_plain(value)}
        found[name] = {p: plain[p] for p in positional if p in plain}
    return found


def _is_plain(value: Any) -> bool:
    """Whether a default crosses as it is: short, and what msgpack can hold."""
    if type(value) is int:
        return -(2**63) <= value < 2**63
    if type(value) is str:
        return len(value) <= messages.MAX_TEXT and messages.sendable(value) == value
    return value is None or type(value) in (bool, float)


def _forget_how_it_was_started() -> None:
    """`unittest.main()` and their like ask the program that runs for its tests: it has none."""
    sys.modules["__main__"] = types.ModuleType("__main__")


def _left_without_gradients() -> bool:
    torch = sys.modules.get("torch")
    # Not torch's own name for it, which a file may replace; a torch of the tests' has neither.
    enabled = getattr(getattr(torch, "_C", None), "is_grad_enabled", None)
    return enabled is not None and not enabled()


def _seed() -> None:
    """The same submission meets the same random numbers each time."""
    random.seed(0)
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed(0)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.manual_seed(0)
