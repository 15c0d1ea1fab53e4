"""A library past all finders: its first file is found and run, and what that imports is not."""

import importlib
import sys


def double(numbers):
    spec = importlib._bootstrap_external.PathFinder.find_spec("numpy", sys.path)
    try:
        importlib._bootstrap._load(spec)
    except ImportError:
        raise ImportError("not by hand") from None
    return [2 * n for n in numbers]
