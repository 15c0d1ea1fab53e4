"""Does in the warm parent what every worker would otherwise do first, each for itself.

Only what leaves no thread behind: a fork has none but the one that made it, and Landlock confines
no other.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
from collections.abc import Iterator, Sequence
from typing import Any

# What the first message begins with where it only says what to import; none of msgpack's does.
EXPECT = b"import "


@contextlib.contextmanager
def nothing_collected() -> Iterator[None]:
    """While this is open, Python doesn't look for garbage: of what is imported nothing is, and to
    look for it takes a tenth of the time, or more. Nor is all of it looked through afterwards: it
    is old at once."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            # Together they put everything among what is looked through last, at no cost.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def numpy() -> None:
    """What NumPy loads when it is first asked for, and every worker asks for it."""
    importlib.import_module("numpy.random")


def modules(names: Sequence[str]) -> None:
    """What checks of one exercise make a library import, and those of another don't. A library of
    another version may lack it; then it needs none."""
    with nothing_collected():
        for name in names:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)


def torch(torch: Any) -> None:
    """A first backward pass. It asks how many GPUs there are, and remembers; and where there are
    none, as here (see gpu.py), it runs in the calling thread."""
    image = torch.ones(1, 1, 3, 3, requires_grad=True)
    torch.nn.functional.conv2d(image, torch.ones(1, 1, 2, 2)).sum().backward()
