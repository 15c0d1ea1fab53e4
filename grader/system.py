"""What systems are called, and what some lack: flags for opening files."""

from __future__ import annotations

import os

NAMES = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}

# A link is not followed, a FIFO doesn't block, a terminal isn't taken, a child doesn't inherit.
NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
NONBLOCK: int = getattr(os, "O_NONBLOCK", 0)
NOCTTY: int = getattr(os, "O_NOCTTY", 0)
CLOEXEC: int = getattr(os, "O_CLOEXEC", getattr(os, "O_NOINHERIT", 0))
# Windows would turn every line's end into two characters.
BINARY: int = getattr(os, "O_BINARY", 0)
