"""What a function of `operator` does, as a person would type it: `a + b`, `a[1:3]`, `del a[0]`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_INFIX = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%",
    "pow": "**", "matmul": "@", "and_": "&", "or_": "|", "xor": "^", "lshift": "<<",
    "rshift": ">>", "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
}  # fmt: skip
_PREFIX = {"neg": "-", "pos": "+", "invert": "~"}
# slice(None, 3, None), with plain parts.
_SLICE = re.compile(r"slice\(([\w.-]+), ([\w.-]+), ([\w.-]+)\)")


def expression(name: str, given: Sequence[str], inside: bool) -> str:
    """given: its arguments. inside: it is a part of a larger one."""
    if name in _PREFIX and len(given) == 1:
        return _in_brackets(f"{_PREFIX[name]}{given[0]}", inside)
    if name in _INFIX and len(given) == 2:
        return _in_brackets(f"{given[0]} {_INFIX[name]} {given[1]}", inside)
    if name == "call" and given:
        return f"{given[0]}({', '.join(given[1:])})"
    if name == "getitem" and len(given) == 2:
        return f"{given[0]}[{_SLICE.sub(_as_typed, given[1])}]"
    if name == "contains" and len(given) == 2:
        return f"{given[1]} in {given[0]}"
    if name == "index":
        return f"operator.index({', '.join(given)})"
    return f"{name}({', '.join(given)})"


def _in_brackets(text: str, inside: bool) -> str:
    return f"({text})" if inside else text


def assignment(name: str, given: Sequence[str], attribute: Any) -> str | None:
    """obj.x = 1, obj[0] = 1 and their like; None for what is none. attribute: the second argument,
    where it is an attribute's name."""
    match name, len(given):
        case "setattr", 3:
            return f"{given[0]}.{attribute} = {given[2]}"
        case "delattr", 2:
            return f"del {given[0]}.{attribute}"
        case "setitem", 3:
            return f"{given[0]}[{_SLICE.sub(_as_typed, given[1])}] = {given[2]}"
        case "delitem", 2:
            return f"del {given[0]}[{_SLICE.sub(_as_typed, given[1])}]"
    return None


def _as_typed(met: re.Match[str]) -> str:
    """A slice as it stands in brackets: [1:3], [::2]."""
    start, stop, step = ("" if part == "None" else part for part in met.groups())
    return f"{start}:{stop}" + (f":{step}" if step else "")
