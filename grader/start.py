"""The `kata` command begins here: with bytecode where the installation has none, then with the
command line, which loads the rest; and it ends here."""

from __future__ import annotations

import atexit
import gc
import os
import sys

# A command lives for a second or so, and begins with imports; looking for garbage would be a tenth
# of that.
gc.set_threshold(100_000, 20, 20)
# NumPy's BLAS begins a thread for each processor, and each spins for a fortieth of a second before
# it sleeps. Nothing here multiplies so much that it would be worth it; workers have one thread too.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# With which the process ends.
_code: int | None = None


def main() -> None:
    """Entry point of the `kata` command. Ends the process with the exit code."""
    # Registered before all others, so called after them.
    atexit.register(_leave)
    try:
        _open_what_is_closed()
        _prepare()
        _run()
    except KeyboardInterrupt:  # while it was being loaded, or at its very end
        print("kata: Stopped. Nothing was lost.", file=sys.stderr)
        sys.exit(130)


def _run() -> None:
    from .cli import main as command_line

    try:
        command_line()
    except SystemExit as end:
        global _code
        _code = end.code if isinstance(end.code, int) else None
        raise


def _open_what_is_closed() -> None:
    """Whoever began us may have closed a standard stream: Python has None for it, and the next file
    that is opened would have its number, a socket of ours say. It is opened onto nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (it stays)


def _prepare() -> None:
    """Imports here, so that a Ctrl-C meanwhile is met by `main`."""
    from .process import bytecode

    # Python has just compiled this very file, and left its bytecode beside it if it could.
    if sys.dont_write_bytecode or not os.path.exists(bytecode.beside(__file__)):
        sys.dont_write_bytecode = False
        from .sets import search_path  # which loads much: a process is to be begun first

        # No folder that workers read: there is nothing of the grader's for them.
        bytecode.look_in(str(search_path.cache_folder() / "own-bytecode"))
    if sys.argv[1:2] == ["check"]:
        if sys.platform == "linux":
            from .process import launching  # whose bytecode is looked for where it was just said

            atexit.register(launching.end_begun)
            launching.begin()
        atexit.register(bytecode.compiled)
        bytecode.compile_meanwhile()


def _leave() -> None:
    """Ends the process at once: Python would take every module apart first, with NumPy, pytest and
    Hypothesis a tenth of a second. Where the output can't be written it says so in its own way."""
    if _code is None or sys.gettrace() is not None:
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return
    os._exit(_code)
