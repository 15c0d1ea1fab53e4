"""What a submission prints, kept as far as there is room for it; and what it may read: nothing.

They are the real text streams that any Python has, so that `sys.stdout.reconfigure`, `.buffer`
and `.fileno` are there; only what they write to is ours.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import Any

# Of what is printed, where it is caught, and of each file that is read back.
MAX_BYTES = 2**20


class Bounded(io.BytesIO):
    """As much of what is written as there is room for; readable when its stream is gone."""

    def write(self, data: Any) -> int:
        super().write(bytes(data)[: max(MAX_BYTES - self.tell(), 0)])
        return len(data)

    def close(self) -> None:
        pass

    def take(self) -> str:
        """What was written, which is gone then."""
        text = self.getvalue().decode("utf-8", "replace")
        self.seek(0)
        self.truncate()
        return text


class Nowhere(io.RawIOBase):
    """Takes whatever is written, and keeps none of it."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


class Printed:
    """What was printed since the last call of `take`: `limit` bytes in all, the rest counted.
    file: the submission's, whose folder is of no interest to who reads what it printed."""

    def __init__(self) -> None:
        self.limit = 0
        self.file = ""
        self._kept: list[bytes] = []
        self._size = 0
        self._dropped = 0
        self._streams: tuple[io.TextIOWrapper, ...] = ()

    def add(self, data: bytes) -> None:
        kept = data[: max(self.limit - self._size, 0)]
        if kept:
            self._kept.append(kept)
            self._size += len(kept)
        self._dropped += len(data) - len(kept)

    def take(self) -> tuple[str, int]:
        """What was printed since the last call, and how many bytes were dropped."""
        for stream in self._streams:
            # A submission may have closed it, or had it buffer.
            with contextlib.suppress(BaseException):
                stream.flush()
        text, dropped = b"".join(self._kept).decode("utf-8", "replace"), self._dropped
        self._kept, self._dropped = [], 0
        if self.file:
            text = text.replace(self.file, os.path.basename(self.file))
        return text, dropped

    def redirect(self) -> None:
        """Python's prints are kept; what C code writes to the terminal goes nowhere."""
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        os.close(null)
        streams = {
            "stdin": open(0, encoding="utf-8", closefd=False),  # noqa: SIM115 (it stays open)
            "stdout": self._stream(1, "<stdout>"),
            "stderr": self._stream(2, "<stderr>"),
        }
        # A breakpoint that was left in stops nobody: there is nobody to answer its prompt.
        sys.breakpointhook = lambda *_, **__: None
        for name, stream in streams.items():
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)

    def _stream(self, descriptor: int, name: str) -> io.TextIOWrapper:
        raw = _Raw(self, descriptor, name)
        # A text that UTF-8 can't hold is no reason for print to raise.
        stream = io.TextIOWrapper(raw, "utf-8", "replace", "\n", write_through=True)
        self._streams += (stream,)
        return stream


class _Raw(io.RawIOBase):
    def __init__(self, printed: Printed, descriptor: int, name: str) -> None:
        self._printed = printed
        self._descriptor = descriptor
        self.name = name
        self.mode = "w"

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: Any) -> int:
        self._printed.add(bytes(data))
        return len(data)
