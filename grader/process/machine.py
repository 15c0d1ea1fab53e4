"""What a file asks of the machine that changes no answer, and can't be had while being graded: a
larger stack, a terminal's size, another priority, memory between processes that can't be started,
windows, more threads. It is told "done", or is given what it would find where there is none.

The kernel keeps refusing what it refused; nothing here lets anybody do more than before.
"""

from __future__ import annotations

import functools
import importlib.machinery
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

# matplotlib's ways to draw that need a screen. Source: its documentation, "Backends".
_WITH_A_SCREEN = frozenset(
    ("gtk3agg", "gtk3cairo", "gtk4agg", "gtk4cairo", "macosx", "nbagg", "notebook", "qtagg",
     "qtcairo", "qt5agg", "qt5cairo", "qt4agg", "tkagg", "tkcairo", "webagg", "wx", "wxagg",
     "wxcairo", "widget", "ipympl")
)  # fmt: skip


def settle() -> None:
    """For a confined worker; can't be undone."""
    _settle_limits()
    os.nice = functools.wraps(os.nice)(_else(os.nice, PermissionError, 0))
    size = os.terminal_size((80, 24))
    os.get_terminal_size = functools.wraps(os.get_terminal_size)(
        _else(os.get_terminal_size, OSError, size)
    )
    for name in _LATER.keys() & sys.modules.keys():
        _settle(name, sys.modules[name])
    sys.meta_path.insert(0, _Later())


def _else(asked: Callable[..., Any], refused: type[Exception], answer: Any) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        with suppress(refused):
            return asked(*arguments)
        return answer

    return call


def _settle_limits() -> None:
    """Programs that recurse ask for a larger stack; Python's own calls need none."""
    resource = sys.modules["resource"]
    real = resource.setrlimit

    @functools.wraps(real)
    def setrlimit(which: int, limits: Any) -> None:
        try:
            real(which, limits)
        except ValueError:
            if which != resource.RLIMIT_STACK:
                raise

    setattr(resource, "setrlimit", setrlimit)  # noqa: B010  (no name that mypy knows)


def _without_shared_memory(heap: Any) -> None:
    """Shared values lie in a file in the folder of the worker's own, and not in /dev/shm."""
    heap.Arena._dir_candidates = []


def _without_a_screen(matplotlib: Any) -> None:
    matplotlib.use = _drawing_in_files(matplotlib.use)


def _pyplot_without_a_screen(pyplot: Any) -> None:
    pyplot.switch_backend = _drawing_in_files(pyplot.switch_backend)


def _drawing_in_files(choose: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(choose)
    def chosen(backend: Any, *arguments: Any, **named: Any) -> Any:
        asks = isinstance(backend, str) and backend.lower() in _WITH_A_SCREEN
        return choose("agg" if asks else backend, *arguments, **named)

    return chosen


def _on_one_thread(torch: Any) -> None:
    """Threads that wait for each other on processors that others use as well take ten times as
    long as one that doesn't wait: a right answer would come too late."""
    real, asked = torch.set_num_threads, [torch.get_num_threads()]

    @functools.wraps(real)
    def set_num_threads(count: int) -> None:
        if type(count) is not int or count < 1:
            real(count)  # says what is wrong with it
        asked[0] = count

    torch.set_num_threads = set_num_threads
    torch.get_num_threads = functools.wraps(torch.get_num_threads)(lambda: asked[0])


# What is to be done with a module when it has been imported.
_LATER: dict[str, Callable[[Any], None]] = {
    "multiprocessing.heap": _without_shared_memory,
    "torch": _on_one_thread,
    "matplotlib": _without_a_screen,
    "matplotlib.pyplot": _pyplot_without_a_screen,
}


def _settle(name: str, module: Any) -> None:
    # Another version of it may have none of what is settled.
    with suppress(AttributeError):
        _LATER[name](module)


class _Later:
    """Finds those modules as Python does, and settles them once they have run."""

    @staticmethod
    def find_spec(name: str, path: Any, target: Any = None) -> Any:
        if name not in _LATER:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        run = spec.loader.exec_module

        def exec_module(module: Any) -> None:
            run(module)
            _settle(name, module)

        setattr(spec.loader, "exec_module", exec_module)  # noqa: B010
        return spec
