"""The end of a program in a process that goes on: what Python does when it exits, for what the
program alone began; and then all as it was, so that one run leaves nothing for the next.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import os
import signal
import sys
import threading
import traceback
import weakref
from collections.abc import Callable
from typing import Any, NoReturn


class LeftAtOnce(BaseException):
    """What os._exit does here, and a signal that a program sends itself: it can't end this process,
    which has more to answer. status: below 0 for a signal, as subprocess has it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


# What ends a process where nothing else was asked for.
_ENDING = {
    getattr(signal, f"SIG{name}", None)
    for name in (
        *("HUP", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2"),
        *("ALRM", "TERM", "XCPU", "XFSZ", "VTALRM", "PROF", "SYS"),
    )
}


_KILL = getattr(signal, "SIGKILL", None)
Registered = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
_ATEXIT = ("register", "unregister", "_run_exitfuncs", "_clear", "_ncallbacks")


class Leaving:
    """`with Leaving() as leaving: …; leaving.exit(module)`. complain: tells stderr."""

    def __init__(self, complain: Callable[[str], None]) -> None:
        self._complain = complain
        self._handlers: list[Registered] = []

    def __enter__(self) -> Leaving:
        self._folder, self._environment = os.getcwd(), dict(os.environ)
        self._path = list(sys.path)
        self._threads = set(threading.enumerate())
        finalize: Any = weakref.finalize
        self._finalizers, self._registered = (
            set(finalize._registry),
            finalize._registered_with_atexit,
        )
        finalize._registered_with_atexit = True  # they are run here
        self._logging = _Logging()
        self._atexit = {name: getattr(atexit, name) for name in _ATEXIT}
        self._left: int | None = None
        self._main = threading.get_ident()
        self._exits, os._exit = os._exit, lambda status: self._leave(int(status) & 0xFF)
        self._aborts, os.abort = os.abort, lambda: self._leave(-signal.SIGABRT)
        self._kills, os.kill = os.kill, self._kill
        self._raises, signal.raise_signal = signal.raise_signal, self._raise
        ours = (self._register, self._unregister, self._run, self._handlers.clear, self._count)
        for name, function in zip(_ATEXIT, ours, strict=True):
            setattr(atexit, name, function)
        return self

    def __exit__(self, *error: object) -> None:
        os._exit, os.abort, os.kill = self._exits, self._aborts, self._kills
        signal.raise_signal = self._raises
        for name, function in self._atexit.items():
            setattr(atexit, name, function)
        finalize: Any = weakref.finalize
        finalize._registered_with_atexit = self._registered
        self._logging.restore()
        _forget_input_and_loops()
        sys.path[:] = self._path
        with contextlib.suppress(OSError):
            os.chdir(self._folder)
        if dict(os.environ) != self._environment:
            os.environ.clear()
            os.environ.update(self._environment)

    def exit(self, module: Any) -> None:
        """In Python's order: threads are waited for, what is registered is called, logs are
        closed, and the module's own names go, with what is only known by them."""
        self._join()
        if self._left is not None:
            raise LeftAtOnce(self._left)
        self._run()
        self._finalize()
        self._logging.shut_down()
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        if not self._started():
            _empty(module)
            # A file that isn't closed is written to its end, here and not in the next run.
            gc.collect(1)

    def _leave(self, status: int) -> NoReturn:
        if threading.get_ident() == self._main:
            raise LeftAtOnce(status)
        # In a thread: that ends, and the program where it would wait for its threads.
        if self._left is None:
            self._left = status
        raise SystemExit

    def _kill(self, pid: int, number: int, /) -> None:
        if pid == os.getpid() and _ends(number):
            self._leave(-number)
        self._kills(pid, number)

    def _raise(self, number: int, /) -> None:
        if _ends(number):
            self._leave(-number)
        self._raises(number)

    def _started(self) -> list[threading.Thread]:
        own = threading.current_thread()
        return [t for t in threading.enumerate() if t not in self._threads and t is not own]

    def _join(self) -> None:
        pools: Any = sys.modules.get("concurrent.futures.thread")
        if pools is not None and any(t in pools._threads_queues for t in self._started()):
            pools._python_exit()
            pools._shutdown = False
        while waited_for := [t for t in self._started() if not t.daemon]:
            waited_for[0].join()

    def _register(self, func: Any, /, *args: Any, **kwargs: Any) -> Any:
        self._handlers.append((func, args, kwargs))
        return func

    def _unregister(self, func: Any, /) -> None:
        self._handlers[:] = [handler for handler in self._handlers if handler[0] != func]

    def _count(self) -> int:
        return len(self._handlers)

    def _run(self) -> None:
        while self._handlers:
            func, args, kwargs = self._handlers.pop()
            self._tried(functools.partial(func, *args, **kwargs), f"atexit callback: {func!r}")

    def _finalize(self) -> None:
        registry: dict[Any, Any] = weakref.finalize._registry  # type: ignore[attr-defined]
        new = [(info.index, one) for one, info in registry.items() if info.atexit]
        for _, one in sorted(new, key=lambda pair: pair[0], reverse=True):
            if one not in self._finalizers:
                self._tried(one, f"weakref.finalize: {one!r}")

    def _tried(self, call: Callable[[], Any], what: str) -> None:
        try:
            call()
        except (Exception, SystemExit) as raised:
            said = "".join(traceback.format_exception_only(type(raised), raised))
            self._complain(f"Exception ignored in {what}\n{said}")


class _Logging:
    """How loggers are set up; a library's own are known from the first run that imports it."""

    def __init__(self) -> None:
        self._before: dict[Any, tuple[Any, ...]] = {}
        self._handlers: set[int] = set()
        self._disabled = 0
        self._names: set[str] = set()
        if (logging := sys.modules.get("logging")) is not None:
            self._names = set(logging.root.manager.loggerDict)
            self._before = {one: _set_up(one) for one in _loggers(logging)}
            self._handlers = {id(ref) for ref in logging._handlerList}
            self._disabled = logging.root.manager.disable

    def shut_down(self) -> None:
        """Flushes and closes the run's own handlers."""
        if (logging := sys.modules.get("logging")) is not None:
            new = [ref for ref in logging._handlerList if id(ref) not in self._handlers]
            with contextlib.suppress(Exception):
                logging.shutdown(new)

    def restore(self) -> None:
        if (logging := sys.modules.get("logging")) is None:
            return
        for one in _loggers(logging):
            root = one is logging.root
            quiet = [h for h in one.handlers if isinstance(h, logging.NullHandler)]
            new: tuple[Any, ...] = (
                quiet,
                [],
                logging.WARNING if root else logging.NOTSET,
                True,
                False,
            )
            handlers, filters, level, propagate, disabled = self._before.get(one, new)
            one.handlers[:], one.filters[:] = handlers, filters
            if one.level != level:
                one.setLevel(level)
            one.propagate, one.disabled = propagate, disabled
        self._forget_names(logging.root.manager)
        if logging.root.manager.disable != self._disabled:
            logging.disable(self._disabled)

    def _forget_names(self, manager: Any) -> None:
        """Of loggers that the run's own code asked for: setting logging up in the next one would
        disable those that are there already. A module's own is kept by that module."""
        mine = [n for n in manager.loggerDict if n == "__main__" or n not in sys.modules]
        for name in (name for name in mine if name not in self._names):
            del manager.loggerDict[name]
        manager._clear_cache()


def _ends(number: int) -> bool:
    """Whether a signal would end this process."""
    deadly = number in _ENDING
    return deadly and (number == _KILL or signal.getsignal(number) is signal.SIG_DFL)


def _loggers(logging: Any) -> list[Any]:
    known = logging.root.manager.loggerDict.values()
    return [logging.root, *(one for one in known if isinstance(one, logging.Logger))]


def _set_up(logger: Any) -> tuple[Any, ...]:
    handlers, filters = list(logger.handlers), list(logger.filters)
    return handlers, filters, logger.level, logger.propagate, logger.disabled


def _forget_input_and_loops() -> None:
    """What can be begun once in a process: reading files line by line, a loop that was closed."""
    if (fileinput := sys.modules.get("fileinput")) is not None:
        fileinput._state = None  # type: ignore[attr-defined]
    if (events := sys.modules.get("asyncio.events")) is not None:
        events._event_loop_policy = None  # type: ignore[attr-defined]


def _empty(module: Any) -> None:
    """As Python empties a module: names with one underscore go first."""
    names = vars(module)
    first = [name for name in names if name.startswith("_") and not name.startswith("__")]
    rest = [name for name in names if name not in first and name != "__builtins__"]
    for name in (*first, *rest):
        names[name] = None
