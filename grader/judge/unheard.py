"""What a checks.py prints reaches no student: hidden values may be in it, and it would stand in the
middle of a report, or of its JSON. Whoever writes checks sees it with KATA_DEBUG set."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_lock = threading.Lock()
# Threads whose prints go nowhere; their own forks among them.
_quiet: list[int] = []


class _Stream:
    """sys.stdout or sys.stderr, for all threads but these."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        if threading.get_ident() in _quiet:
            return len(text)
        return int(self.stream.write(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def unheard() -> Iterator[None]:
    """Inside it, what this thread prints goes nowhere."""
    if os.environ.get("KATA_DEBUG"):
        yield
        return
    with _lock:
        _quiet.append(threading.get_ident())
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if stream is not None and not isinstance(stream, _Stream):
                setattr(sys, name, _Stream(stream))
    try:
        yield
    finally:
        with _lock:
            _quiet.remove(threading.get_ident())
            for name in ("stdout", "stderr"):
                stream = getattr(sys, name)
                if not _quiet and isinstance(stream, _Stream):
                    setattr(sys, name, stream.stream)
