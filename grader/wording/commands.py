"""What a program, or a function that reads, was given, as it is typed and lies there; its end."""

from __future__ import annotations

import shlex
from typing import Any

from ..plain_value import Value
from ..wire.kinds import Row
from ..wire.messages import Operation
from ..wire.values import from_wire
from . import value_text

# Of a text that is shown line by line.
MAX_LINES = 12


def command(operation: Operation, file: str) -> str:
    """A program's run as it is typed."""
    arguments = from_wire(operation.args[1], ours=True)
    return shlex.join(["python", file, *map(str, arguments)])


def given(operation: Operation) -> dict[str, Value]:
    """What was there to be read, by name: standard input, answers, files."""
    if operation.target != "kata" or operation.name not in ("run", "talk"):
        return {}
    if operation.is_program:
        stdin, files = (from_wire(operation.args[n], ours=True) for n in (0, 2))
        named = {"stdin": stdin}
    else:
        answers, files = (from_wire(operation.args[n], ours=True) for n in (4, 5))
        named = {"answers": answers} if answers else {}
    return {name: _given(value) for name, value in (named | files).items()}


def ended(value: Any, file: str) -> str:
    """What ended a program before its last line; "" where nothing did."""
    error = value.error if isinstance(value, Row) and value._name == "Ran" else None
    if not isinstance(error, str):
        return ""
    # As Python writes it there: the student's own lines, and then the error.
    lines = [line.strip() for line in str(value.stderr).splitlines() if '  File "' in line]
    where = lines[-1].rpartition(", line ")[2].partition(",")[0] if lines else ""
    return f"ended by {error}" + (f"\n  {file}, line {where}" if where.isdigit() else "")


def _given(value: Any) -> Value:
    """A text of whole lines as those; any other value, or one whose blanks would not be seen, as
    Python writes it."""
    if not isinstance(value, str):
        return value_text.as_data(value)
    lines = value.split("\n")
    whole = value.endswith("\n") and len(lines) - 1 <= MAX_LINES
    # An empty line is seen between others only.
    whole = whole and bool(lines[0]) and bool(lines[-2])
    if whole and all(line.strip() == line and line.isprintable() for line in lines):
        return Value(
            kind="text", type="str", cells=value[: value_text.MAX_TEXT], text="\n".join(lines[:-1])
        )
    return value_text.as_data(value)
