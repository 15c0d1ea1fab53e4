"""Where a warning arose, as who wrote the file sees it: at the line of theirs that led to it.

A warning names the innermost line of Python. Where the grader stands between a file and torch, as
in place of a GPU or to count calls, that line is the grader's, and says nothing to a student.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
from typing import Any

_OURS = os.path.join(Path(__file__).parent.parent, "")


def settle(file: str) -> None:
    """Has warnings name a line of `file` in place of one of the grader's. What this line has been
    told already isn't said again, nor what came of no line of the file."""
    show = warnings.showwarning
    told: set[tuple[str, str, int]] = set()

    def showwarning(
        message: Any, category: Any, filename: str, lineno: int, *where: Any, **more: Any
    ) -> None:
        ours = filename.startswith(_OURS)
        if ours:
            filename, lineno = file, _line_of(file)
        said = str(message), filename, lineno
        if not ours or (lineno and said not in told):
            show(message, category, filename, lineno, *where, **more)
        told.add(said)

    warnings.showwarning = showwarning


def _line_of(file: str) -> int:
    """The line of the file that is being carried out; 0 where none is."""
    frame: Any = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename != file:
        frame = frame.f_back
    return frame.f_lineno if frame is not None else 0
