"""What a system lacks, in one place: flags for opening files, nothing where there are none."""

from __future__ import annotations

import os

# A link is not followed, a FIFO doesn't block, a terminal isn't taken, a child doesn't inherit.
NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
NONBLOCK: int = getattr(os, "O_NONBLOCK", 0)
NOCTTY: int = getattr(os, "O_NOCTTY", 0)
CLOEXEC: int = getattr(os, "O_CLOEXEC", getattr(os, "O_NOINHERIT", 0))
# Windows would turn every line's end into two characters.
BINARY: int = getattr(os, "O_BINARY", 0)
