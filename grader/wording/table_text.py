"""Tables as plain text: a line for each row, with the cells that differ set in ‹ ›."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from ..checks.mismatch import Mismatch
from ..checks.tables import same_cell
from ..wire.tables import Column, Table

ROWS = 8
COLUMNS = 8
WIDTH = 18
MISSING = "–"
# Of how many digits two numbers look alike that are different.
TOLERANCE = 1e-6
_TIMES = (date, timedelta, np.datetime64, np.timedelta64)  # a datetime is a date


def table_text(table: Table, against: Table | None, cell: Callable[[Any], str]) -> str:
    """against: the table it was compared with. cell: a value in a cell's words."""
    index = table.index or [Column("", "", range(table.rows))]
    columns = [*index, *table.columns[:COLUMNS]]
    unlike = [_unlike(column, against, table) for column in columns]
    start = _start(unlike, table.rows)
    rows = range(start, min(start + ROWS, table.rows))
    block = [["" if c.label is None else str(c.label)[:WIDTH] for c in columns]]
    for row in rows:
        block.append(
            [
                _marked(_short(column, row, cell), row in wrong, bool(wrong))
                for column, wrong in zip(columns, unlike, strict=True)
            ]
        )
    widths = [max(len(line[n]) for line in block) for n in range(len(columns))]
    lines = ["  ".join(c.rjust(w) for c, w in zip(line, widths, strict=True)) for line in block]
    shape = f"{table.rows} rows"
    shape += f", {len(table.columns)} columns" if len(table.columns) > COLUMNS else ""
    more = len(rows) < table.rows or len(table.columns) > COLUMNS
    note = f"({table.kind.replace('.', ' ')}{f', {shape}' if more else ''})"
    return "\n".join([*(line.rstrip() for line in lines), f"… {note}" if more else note])


def _unlike(column: Column, against: Table | None, table: Table) -> set[int]:
    """The rows of a column that differ from those of the other table's column of that name."""
    if against is None or against.rows != table.rows:
        return set()
    named = [*(against.index or ()), *against.columns]
    other = next((one for one in named if one.label == column.label), None)
    if other is None:
        return set()
    pairs = enumerate(zip(column.values, other.values, strict=True))
    return {row for row, (a, b) in pairs if not same_cell(a, b, _same, TOLERANCE)}


def _same(one: Any, other: Any) -> None:
    if one != other:
        raise Mismatch("values", "")


def _start(unlike: list[set[int]], length: int) -> int:
    """The first row that is shown: so that the first which differs is among them."""
    first = min((row for rows in unlike for row in rows), default=0)
    return 0 if first < ROWS else min(first - 1, length - ROWS)


def _short(column: Column, row: int, cell: Callable[[Any], str]) -> str:
    value = column.values[row]
    if isinstance(value, _TIMES):
        return _time_text(value)  # whole: moments may differ in their last digits only
    text = MISSING if value is None else value if isinstance(value, str) else cell(value)
    text = text.replace("\n", "↵")
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def _time_text(value: Any) -> str:
    """A date, a moment or a duration as a table has it: 2026-03-01, 1 day, 2:00:00."""
    text = str(value).replace("T", " ") if isinstance(value, np.datetime64) else str(value)
    day, _, time = text.partition(" ")
    midnight = not isinstance(value, (timedelta, np.timedelta64)) and not time.strip("0:.")
    return day if midnight else text


def _marked(text: str, wrong: bool, room: bool) -> str:
    if wrong:
        return f"‹{text}›"
    return f" {text} " if room else text
