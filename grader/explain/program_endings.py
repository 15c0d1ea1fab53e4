"""The exception that ended a program, apart from what else the program gave: where in its file that
was, and how its functions are called, is each file's own.
"""

from __future__ import annotations

import re

from msgspec import structs

from ..wire.data import RecordData, Value
from ..wire.messages import Frame, Raised

# What process/programs.py answers.
_FIELDS = ["stdout", "stderr", "code", "error", "files"]
# One step of a traceback, as Python writes it where there is no source at hand.
_STEP = re.compile(r'^  File "[^"\n]*", line (\d+), in (.*)\n', re.M)


def taken_apart(value: Value) -> tuple[Raised | None, Value]:
    """What ended a program, and its answer without that; None where nothing did."""
    if not isinstance(value, RecordData) or [name for name, _ in value.fields] != _FIELDS:
        return None, value
    given = dict(value.fields)
    error, said = given["error"], given["stderr"]
    if not isinstance(error, str) or not isinstance(said, str):
        return None, value
    name, _, message = error.partition(": ")
    frames = tuple(Frame(int(line[-9:]), place[:80]) for line, place in _STEP.findall(said)[-1:])
    rest = given | {"error": None, "stderr": _STEP.sub("", said).replace(f"{error}\n", "")}
    return Raised(name, (), message, frames), structs.replace(value, fields=list(rest.items()))
