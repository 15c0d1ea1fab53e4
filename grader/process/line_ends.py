"""Line ends as everywhere else: what a submission writes as text ends its lines with "\\n".

A Windows puts "\\r\\n" there, so that a right program would print, and write into its files, what
no check expects. Where "\\r\\n" is asked for (`newline="\\r\\n"`, csv, bytes), it is written.
"""

from __future__ import annotations

import builtins
import functools
import io
import os
from collections.abc import Callable
from typing import Any


def same_everywhere() -> None:
    """For this process. A file that is read and written through one object (`"r+"`) stays as the
    system has it: its lines are read with any end."""
    os.linesep = "\n"
    builtins.open = io.open = _with_plain_lines(io.open)


def _with_plain_lines(opened: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(opened)
    def open(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> Any:
        writes_text = isinstance(mode, str) and not {"r", "+", "b"} & set(mode)
        end = "\n" if newline is None and writes_text else newline
        return opened(file, mode, buffering, encoding, errors, end, closefd, opener)

    return open
