"""A plain word about an exception that says too little: names that only Python 2 or a notebook has,
an import that is missing, a GPU that is asked for by name, a library that is kept from another one.

None where Python's own words have to do.
"""

from __future__ import annotations

import difflib
import re

from ..model import Exercise, Rules

# What torch says to code that asks for a GPU where there is none, in its CPU and its CUDA builds.
NO_GPU_HERE = (
    "Torch not compiled with CUDA enabled",
    "compiled without CUDA support",
    "without ATen_cuda library",
    "not linked with support for cuda devices",
    "arguments from the 'CUDA' backend",
    "Found no NVIDIA driver",
    "No CUDA GPUs are available",
    "Cannot access accelerator device",
    "Tried to instantiate dummy base class",
)
_ALONE = "the file is handed in alone, without its folder"
# By how an exception begins, what it means here.
_PLAIN = {
    "BdbQuit": "it starts a debugger, and nobody is there to answer it",
    "EOFError": "it asks for input, and nobody is there to answer",
    r"ImportError: cannot import name '\w+' from '(?P<itself>\w+)' \(.*/(?P=itself)\.py\)": (
        "the file imports from itself"
    ),
    "ImportError: attempted relative import": _ALONE,
    "FileNotFoundError": _ALONE,
    r"OSError: \S+: cannot open shared object file": _ALONE,
}
_NO_NAME = re.compile(r"NameError: name '(\w+)' is not defined")
_OF_PYTHON_2 = {"xrange": "range", "raw_input": "input", "unicode": "str", "unichr": "chr"}
_OF_OTHERS = {
    "true": "True", "false": "False", "null": "None", "nil": "None", "none": "None",
    "undefined": "None", "NULL": "None", "TRUE": "True", "FALSE": "False",
}  # fmt: skip
_OF_NOTEBOOKS = ("get_ipython", "display", "In", "Out")
# What those who use a name import, and as what.
_IMPORTS = {
    "np": "import numpy as np", "plt": "import matplotlib.pyplot as plt",
    "pd": "import pandas as pd", "F": "import torch.nn.functional as F",
    "nn": "from torch import nn", "sp": "import scipy as sp", "Path": "from pathlib import Path",
    **{name: f"import {name}" for name in (
        "math", "os", "sys", "re", "random", "time", "itertools", "functools", "operator", "json",
        "collections", "numpy", "torch", "copy", "string", "heapq", "bisect", "datetime")},
    **{name: f"from collections import {name}" for name in (
        "Counter", "defaultdict", "deque", "namedtuple", "OrderedDict")},
    **{name: f"from functools import {name}" for name in (
        "cache", "lru_cache", "partial", "reduce", "wraps")},
    **{name: f"from typing import {name}" for name in (
        "Any", "Callable", "Dict", "Iterable", "Iterator", "List", "Literal", "Optional",
        "Sequence", "Set", "Tuple", "Union")},
    "dataclass": "from dataclasses import dataclass", "sqrt": "from math import sqrt",
    **{name: f"from itertools import {name}" for name in ("chain", "permutations", "product")},
}  # fmt: skip
_LIBRARIES = sorted({said.split()[1].partition(".")[0] for said in _IMPORTS.values()})
_CLOSE = 0.8


def plain_words(message: str, exercise: Exercise, line: str = "") -> str:
    """What it means, behind what Python says of it; "" where there is nothing to add."""
    said = meaning(message, exercise, line)
    return f" ({said})" if said else ""


def meaning(message: str, exercise: Exercise, line: str = "") -> str | None:
    """message: the exception's name and its own words. line: the source line that raised it."""
    said = _of_a_name(message, exercise.rules) or _of_a_module(message, exercise, line)
    said = said or next((p for begins, p in _PLAIN.items() if re.match(begins, message)), None)
    if asks_for_a_gpu(message):
        return "the file asks for a GPU by name, and not every machine has one"
    if message.startswith("IndexError") and "argv" in line:
        return "the command line holds the file's name alone while it is graded"
    return said


def asks_for_a_gpu(message: str) -> bool:
    """Whether this is torch's answer to code that asks for a GPU where there is none."""
    return any(said in message for said in NO_GPU_HERE)


def _of_a_name(message: str, rules: Rules) -> str | None:
    """About a name that nobody has defined."""
    found = _NO_NAME.match(message)
    name = found[1] if found else ""
    if name in _OF_PYTHON_2:
        return f"{name} is Python 2; Python 3 says {_OF_PYTHON_2[name]}"
    if name in _OF_OTHERS:
        return f"{name} is no Python; write {_OF_OTHERS[name]}"
    if name in _OF_NOTEBOOKS:
        return f"{name} is there in a notebook and nowhere else"
    if name in _IMPORTS and _may_be_imported(_IMPORTS[name].split()[1], rules):
        return f"the import is missing: {_IMPORTS[name]}"
    return None


def _may_be_imported(module: str, rules: Rules) -> bool:
    top = module.partition(".")[0]
    if any(name.partition(".")[0] == top for name in rules.forbidden_imports):
        return False
    return rules.allowed_imports is None or top in rules.allowed_imports


def _of_a_module(message: str, exercise: Exercise, line: str) -> str | None:
    """About a module that isn't there."""
    absent = re.search(r"ModuleNotFoundError: No module named '(\w+)((?:\.\w+)*)", message)
    if absent is None:
        return None
    name, dotted = absent[1], absent[1] + absent[2]
    for other in exercise.rules.forbidden_imports:
        if dotted == other or dotted.startswith(f"{other}."):
            return f"this exercise is to be done without {other}, and what you import needs it"
    if "google.colab" in line:
        return "google.colab is there on Colab and nowhere else"
    if name in (*exercise.requires, *_LIBRARIES):
        return f"{name} is not installed here"
    near = difflib.get_close_matches(name, (*exercise.requires, *_LIBRARIES), 1, _CLOSE)
    if near:
        return f"{name} is not installed here; is {near[0]} meant?"
    return f"{name} is not installed here; a file beside yours is not handed in"
