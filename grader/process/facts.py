"""What a file defines, as a report names it: functions, their parameters, default values."""

from __future__ import annotations

import ast
import functools
import itertools
import re
import sys
import types
from contextlib import suppress
from typing import Any

from ..wire import messages
from ..wire.names import is_name

# Of a function that takes `*rest`. As inspect has it, which takes a while to import.
_CO_VARARGS = 0x04
# What functools.cache and lru_cache make of a function.
_CACHED = type(functools.cache(int))
_DECORATORS = 10


def names(module: Any) -> tuple[str, ...]:
    """The module's public names that can be called, for a suggestion when one is misspelt."""
    public = (
        name
        for name, value in list(vars(module).items())
        if callable(value) and is_name(name) and not name.startswith("_")
    )
    return tuple(itertools.islice(public, messages.MAX_NAMES))


def statement(source: bytes, line: int) -> str:
    """What is to be done at a line of a file's top level, on one line; of a block that line."""
    # Python counts these alone as the ends of lines.
    lines = re.split("\r\n|\r|\n", source.decode("utf-8-sig", "replace"))
    with suppress(Exception):  # a file that leaves no memory for this, say
        for found in ast.parse(source).body:
            if found.lineno <= line <= (found.end_lineno or line) and not hasattr(found, "body"):
                return " ".join(said.strip() for said in lines[found.lineno - 1 : found.end_lineno])
    return lines[line - 1].strip() if line <= len(lines) else ""


def signatures(module: Any) -> dict[str, tuple[str, ...]]:
    """The names that arguments are for, in their order; those behind a `*rest` only where they are
    given by name, so they aren't among them."""
    found: dict[str, tuple[str, ...]] = {}
    for name in names(module):
        function = _written(vars(module).get(name))
        if function is not None:
            code = function.__code__
            takes_rest = code.co_flags & _CO_VARARGS
            named = 0 if takes_rest else code.co_kwonlyargcount
            parameters = code.co_varnames[: code.co_argcount + named]
            if len(parameters) <= messages.MAX_PARAMETERS and all(map(is_name, parameters)):
                found[name] = parameters
    return found


def _written(function: Any) -> types.FunctionType | None:
    """The function that a decorator has wrapped and names so, as inspect.signature has it; itself,
    where there is none. Asks no object of another kind for anything."""
    for _ in range(_DECORATORS):
        if type(function) not in (types.FunctionType, _CACHED):
            break
        inner = vars(function).get("__wrapped__")
        if inner is None and type(function) is types.FunctionType:
            return function
        function = inner
    return None


def defaults(module: Any) -> dict[str, dict[str, messages.Plain]]:
    """Default values of the functions' last parameters, where a reader could type them."""
    found: dict[str, dict[str, messages.Plain]] = {}
    for name, parameters in signatures(module).items():
        function = _written(vars(module)[name])
        if function is None:
            continue
        positional = parameters[: function.__code__.co_argcount]
        # From the last: a function can be given more default values than it has parameters.
        named = zip(reversed(positional), reversed(function.__defaults__ or ()), strict=False)
        plain = {parameter: value for parameter, value in named if _is_plain(value)}
        found[name] = {p: plain[p] for p in positional if p in plain}
    return found


def _is_plain(value: Any) -> bool:
    """Whether a default crosses as it is: short, and what msgpack can hold."""
    if type(value) is int:
        return -(2**63) <= value < 2**63
    if type(value) is str:
        return len(value) <= messages.MAX_TEXT and messages.sendable(value) == value
    return value is None or type(value) in (bool, float)


def is_without_gradients() -> bool:
    torch = sys.modules.get("torch")
    # Not torch's own name for it, which a file may replace; a torch of the tests' has neither.
    enabled = getattr(getattr(torch, "_C", None), "is_grad_enabled", None)
    return enabled is not None and not enabled()
