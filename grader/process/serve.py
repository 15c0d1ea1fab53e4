"""Their side: one worker, from the fork to its end. It is confined before it is given the
submission, reads and loads it, and answers what is asked of it.
"""

from __future__ import annotations

import ast
import os
import random
import socket
import sys
import time
import types
from collections.abc import Sequence
from typing import Any

import msgspec

from ..confine import confine
from ..confine.scratch import ROOM_MIB, Scratch
from ..wire import messages
from ..wire.messages import (
    MAX_FRAME,
    Batch,
    BatchDone,
    CaseDone,
    Confined,
    ExampleDone,
    Examples,
    Load,
    Loaded,
    NotLoaded,
    Stated,
    ToWorker,
    WireError,
)
from ..wire.parent_messages import Fork, Start
from ..wire.stream import received
from . import attributes, cuda, facts, machine, refusals, semaphores, unreadable, warned
from .dialogue import Dialogue, raw
from .executor import Executor
from .importing import Imports, Surroundings, guard_imports
from .libraries import lend_fonts
from .loading import new_module
from .programs import Interaction
from .provided import Provided
from .raised_by import by_torch, raised
from .runtime_rules import Watch
from .source_rules import alters_imports, coroutines, repeated, violations
from .streams import Printed


class Server:
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
        if not self._is_confined():
            return
        load = self._receive()
        if not isinstance(load, Load):
            raise WireError("the first message was not a submission")
        self._printed.limit = load.output_bytes
        # What a file reads of its command line is its own name, and never ours.
        sys.argv = sys.orig_argv = [load.file]
        full_name = self._printed.file = self._scratch.furnish(
            load.file, load.source, load.provided
        )
        if self._scratch.writable:
            attributes.settle(self._scratch.path)
            lend_fonts(self._kept, self._fork.libraries, self._scratch.path)
        load = msgspec.structs.replace(load, file=full_name)
        self._provide(load)
        warned.settle(full_name)
        _seed()
        executor = self._prepare(load)
        if executor is None:
            return
        printed, tidy = self._printed.take, self._scratch.tidy
        dialogue = Dialogue(executor, self._send, self._receive, printed, tidy)
        while True:
            asked = dialogue.receive()
            if isinstance(asked, Batch):
                dialogue.answer(asked)
            elif isinstance(asked, Examples):
                self._try(executor, load.file, asked)

    def _is_confined(self) -> bool:
        """Whether it is, and CUDA has started in it where it is asked for; says so either way."""
        try:
            self._confine()
            if self._fork.cuda:
                cuda.start(self._fork.memory_mib)
            self._send(Confined())
            return True
        except confine.ConfinementError as error:
            self._refuse("confinement", str(error))
        except cuda.Unavailable as error:
            self._refuse("cuda", "; ".join((str(error), *cuda.refusals(self._needs))))
        return False

    def _provide(self, load: Load) -> None:
        """Has the exercise's own modules found, whatever else goes by their names."""
        finder: Any = Provided(load.provided, os.path.dirname(load.file))
        finder.forget()
        sys.meta_path.insert(0, finder)
        self._provided = self._watch.provided = finder

    def _prepare(self, load: Load) -> Executor | None:
        """Reads, checks and runs the submission."""
        try:
            return self._run(load) if self._is_readable(load) else None
        except SyntaxError as error:
            text = (error.text or "").rstrip("\n")[:200]
            said = unreadable.words(load.source, error) or error.msg
            self._refuse("syntax", said, error.lineno, text)
        return None

    def _confine(self) -> None:
        self._scratch.open()
        fork = self._fork
        room = ROOM_MIB if self._scratch.writable else 0
        limits = confine.Limits(fork.cpu_s, fork.memory_mib, room)
        if fork.cuda:
            self._needs = cuda.needs()
            # CUDA reserves far more addresses than it uses memory.
            limits = confine.Limits(fork.cpu_s, None, cuda.FILE_MIB, cuda.DESCRIPTORS)
        confine.confine(
            limits,
            keep=(self._wire.fileno(),),
            readable=(*self._readable, *self._needs.readable),
            isolation=fork.isolation,
            writable_devices=self._needs.devices,
            home=self._scratch.path if self._scratch.writable else None,
            # Of this process, which is why it is named here and not by the parent.
            writable_folders=("/proc/self/task",) if fork.cuda else (),
        )
        if self._fork.isolation != "process":
            refusals.announce(self._printed.add)
            semaphores.settle()
            machine.settle()

    def _is_readable(self, load: Load) -> bool:
        """Whether the source is Python and keeps the rules; says why where not. None of it has
        run yet."""
        if (said := unreadable.whole_file(load.source)) is not None:
            self._refuse("syntax", said)
            return False
        rules = (self._allowed(load), load.forbidden_imports, load.forbidden_calls)
        try:
            tree = compile(load.source, load.file, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
            assert isinstance(tree, ast.Module)
            self._code = compile(tree, load.file, "exec", dont_inherit=True, optimize=0)
            found = [] if load.trusted else violations(tree, *rules)
            self._repeated, self._coroutines = repeated(tree), coroutines(tree)
            self._alters = load.program and alters_imports(tree)
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
        requires = (*self._requires, *self._provided.names)
        executor = Executor(None, load.file, requires, None if load.trusted else load.objects)
        self._watch.executor = executor
        self._watch.forbidden = frozenset(() if load.trusted else load.forbidden_calls)

        def prepare(namespace: dict[str, Any]) -> None:
            self._provided.forget()  # each run of a program loads them anew
            if not load.trusted:
                self._held(load, executor).hold(namespace)

        module = new_module(load.source, load.file, load.module, prepare)
        executor.interaction = Interaction(
            self._code, load.file, prepare, executor.function, self._alters
        )
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
            facts.names(module),
            facts.signatures(module),
            facts.defaults(module),
            self._repeated,
            self._coroutines,
            cut,
            max(time.monotonic() - started - executor.importing_s, 0.0),
            facts.is_without_gradients(),
        )
        self._send(told)
        return executor

    def _held(self, load: Load, executor: Executor) -> Imports:
        if self._imports is None:
            rules = (self._allowed(load), load.forbidden_imports)
            self._imports = guard_imports(executor, load.file, *rules, self._around)
            self._imports.provided = self._provided
            self._watch.is_own = self._imports.is_a_modules_own
        return self._imports

    def _allowed(self, load: Load) -> tuple[str, ...] | None:
        """What may be imported: what is provided goes without saying."""
        allowed = load.allowed_imports
        return None if allowed is None else (*allowed, *self._provided.names)

    def _refuse(
        self, reason: str, message: str, line: int | None = None, text: str | None = None
    ) -> None:
        self._send(NotLoaded(reason, _said(message), line, text))

    def _try(self, executor: Executor, file: str, asked: Examples) -> None:
        from . import example_runner  # loaded by the parent, when it was asked to, with pytest

        def tell(done: ExampleDone) -> None:
            self._send(CaseDone([raw(done)]))

        if self._imports is not None:
            self._imports.open = True  # to the examples, which are held to nothing
        example_runner.run(asked, file, executor, self._watch, tell)
        self._send(BatchDone(*self._printed.take()))

    def _send(self, *several: messages.FromWorker) -> None:
        """At once: each time, whoever waits for an answer is woken up."""
        frames = (messages.frame(messages.encode(message)) for message in several)
        self._wire.sendall(b"".join(frames))

    def _receive(self) -> ToWorker:
        try:
            return messages.to_worker(received(self._wire, 4 * MAX_FRAME))
        except ConnectionError:
            os._exit(0)  # the grader is done with this submission


def _cut(error: BaseException, load: Load, forbidden: Sequence[str]) -> NotLoaded:
    """Why the top level of a file did not come to its end, and its line that didn't."""
    what = raised(error, load.file, forbidden)
    top = next((frame for frame in what.frames if frame.function == "<module>"), None)
    frame = what.frames[-1] if what.frames else None
    text = facts.statement(load.source, top.line) if top else None
    reason = "forbidden" if what.forbidden else "raised"
    if reason == "raised" and isinstance(error, MemoryError) and type(what) is not Stated:
        reason = "out_of_memory"
    elif reason == "raised" and isinstance(error, SystemExit):
        reason, frame = "exit", top
    elif (
        reason == "raised" and isinstance(error, AssertionError) and not by_torch(error, load.file)
    ):
        reason, frame = "check", top
    elif reason == "raised" and refusals.sentence(error, None):
        reason = "refused"
    said = what.forbidden or f"{what.error}: {what.message}".removesuffix(": ")
    if reason == "refused":
        said = what.message
    line = frame.line if frame else None
    shown = None if text is None else messages.sendable(text)[:200]
    return NotLoaded(reason, _said(said), line, shown, what.frames)


def _said(message: str) -> str:
    """Words as the wire takes them: a class may be called " ", and say nothing."""
    return message[: messages.MAX_TEXT].strip() or "something without a name"


def _forget_how_it_was_started() -> None:
    """`unittest.main()` and their like ask the program that runs for its tests: it has none."""
    sys.modules["__main__"] = types.ModuleType("__main__")


def _seed() -> None:
    """The same submission meets the same random numbers each time."""
    random.seed(0)
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed(0)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.manual_seed(0)
