"""Modules that import what they are told: the standard library's, and the worker's own."""

import importlib
import sys


def double(numbers):
    resolve = vars(importlib.__import__("pkg" + "util"))["resolve_name"]
    for ask in (lambda: resolve("numpy"), lambda: _arrays().ndarray("<f8", (1,), bytes(8))):
        try:
            ask()
        except ImportError:
            continue
        return [2 * n for n in numbers]
    raise ImportError("nobody would")


def _arrays():
    return next(m for name, m in sys.modules.items() if name.endswith(".wire.arrays"))
