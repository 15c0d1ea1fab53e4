"""Modes, owners and times of the files in a worker's own folder: who changes them is told "done".

The kernel refuses such calls whatever they are about, since its filter sees no path, and that stays
so. But `shutil.copy` gives the copy its original's mode, and `Path.touch` changes a time. In a
folder that ends with the process, and that nobody else looks into, it makes no difference what
they are; so there Python doesn't ask the kernel. Elsewhere it does, and is refused as before.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import Any

_CHANGES = ("chmod", "fchmod", "chown", "fchown", "lchown", "utime")
# More than who may read, write and enter: set-uid and its like stay refused.
_MORE_THAN_PERMISSIONS = ~0o777


def settle(home: str) -> None:
    """Has Python leave alone what these calls would change in `home`, and only there."""
    for name in _CHANGES:
        if hasattr(os, name):
            _replace(name, _at_home(home, getattr(os, name), None))
    if hasattr(os, "listxattr"):
        _replace("listxattr", _at_home(home, os.listxattr, []))


def _at_home(home: str, asked: Callable[..., Any], answer: Any) -> Callable[..., Any]:
    @functools.wraps(asked)
    def call(path: Any = ".", *arguments: Any, **named: Any) -> Any:
        if _is_inside(home, path, named.get("dir_fd")) and not _is_more(asked, arguments, named):
            return answer
        return asked(path, *arguments, **named)

    return call


def _is_inside(home: str, path: Any, folder: int | None) -> bool:
    """Whether a path, or what a descriptor is open on, is there and in the folder."""
    try:
        if isinstance(path, int):
            path = f"/proc/self/fd/{path}"
        text = os.fsdecode(path)
        if folder is not None:
            text = os.path.join(f"/proc/self/fd/{folder}", text)
        real = os.path.realpath(text, strict=True)
        return real == home or real.startswith(f"{home}/")
    except (OSError, TypeError, ValueError):
        return False  # the real call says what is wrong with it


def _is_more(asked: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> bool:
    if "chmod" not in asked.__name__:
        return False
    mode = arguments[0] if arguments else named.get("mode")
    return not isinstance(mode, int) or bool(mode & _MORE_THAN_PERMISSIONS)


def _replace(name: str, call: Callable[..., Any]) -> None:
    """Also where a library looks up what a call is able to."""
    for able in (os.supports_fd, os.supports_dir_fd, os.supports_follow_symlinks):
        if getattr(os, name) in able:
            able.add(call)
    setattr(os, name, call)
