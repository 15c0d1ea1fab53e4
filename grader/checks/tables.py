"""Compares tables: the columns that there are, how many rows, and then cell by cell.

What is missing equals what is missing, whatever its library calls it. Numbers may differ by the
tolerance, relative to the largest of their column; how a column stores its values is not compared.
"""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..wire.tables import Column, Table
from .mismatch import Mismatch, shown, wrong_type
from .structures import are_same, same_keys

Same = Callable[[Any, Any], None]
MISSING = "a missing value"
# What one kind of cell is called, to say what another is.
_FAMILIES: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("a truth", (bool,)),
    ("a number", (int, float, complex, decimal.Decimal)),
    ("a text", (str,)),
    ("a date or time", (datetime.date, datetime.datetime, datetime.time)),
    ("a length of time", (datetime.timedelta,)),
)


def same_table(got: Table | None, answer: Any, want: Table, same: Same, tolerance: float) -> None:
    """got: the answer, where it is a table. same: compares two cells that are neither numbers nor
    missing, and raises Mismatch."""
    if got is None or got.kind != want.kind:
        raise wrong_type(answer, want)
    if want.is_frame:
        _same_labels(got, want)
    if got.rows != want.rows:
        said = f"returned {_rows(got)}, expected {_rows(want)}"
        raise Mismatch("items", said, got, want)
    _same_index(got, want)
    for what, row, message in differences(got, want, same, tolerance):
        raise Mismatch("values", f"{what}, row {row}: {message}", got, want)


def _same_labels(got: Table, want: Table) -> None:
    mine, theirs = ([column.label for column in one.columns] for one in (got, want))
    same_keys(mine, theirs, lambda label: f"column {name_of(label)}", got, want)
    if mine != theirs:
        order = ", ".join(map(name_of, theirs))
        said = f"the columns are in another order, expected {order}"
        raise Mismatch("values", said[:300], got, want)


def _same_index(got: Table, want: Table) -> None:
    mine, theirs = got.index, want.index
    if (mine is None) is not (theirs is None):
        said = ["numbered from 0", "named by an index"]
        told = f"its rows are {said[mine is not None]}, expected {said[theirs is not None]}"
        if not _counts(mine or theirs or []):
            raise Mismatch("values", told, got, want)
    elif mine is not None and theirs is not None and len(mine) != len(theirs):
        said_ = f"its index has {len(mine)} levels, expected {len(theirs)}"
        raise Mismatch("values", said_, got, want)


def _counts(index: list[Column]) -> bool:
    """Whether an index is what rows are numbered by anyway."""
    return len(index) == 1 and list(index[0].values) == list(range(len(index[0].values)))


def differences(
    got: Table, want: Table, same: Same, tolerance: float
) -> Iterator[tuple[str, int, str]]:
    """What differs in two tables of the same columns and rows, column by column: the column's name
    in words, the row, and what came and should have."""
    pairs = list(zip(got.columns, want.columns, strict=True))
    if got.index is not None and want.index is not None:
        pairs = [*zip(got.index, want.index, strict=True), *pairs]
    named = {id(one) for one in want.index or ()}
    for mine, theirs in pairs:
        allowed = tolerance * _scale(theirs.values)
        what = "the index" if id(theirs) in named else f"column {name_of(theirs.label)}"
        if not want.is_frame and id(theirs) not in named:
            what = "the values"
        for row, (one, other) in enumerate(zip(mine.values, theirs.values, strict=True)):
            if not same_cell(one, other, same, allowed):
                yield what, row, f"returned {_cell(one)}, expected {_cell(other)}"


def same_cell(one: Any, other: Any, same: Same, allowed: float) -> bool:
    if one is None or other is None:
        return one is other
    sorts = family(one), family(other)
    if sorts[0] != sorts[1]:
        return False
    if sorts[0] == "a number" and isinstance(one, (int, float)) and isinstance(other, (int, float)):
        unlike = one != other and not (one != one and other != other)
        return not unlike or (math.isfinite(one) and abs(one - other) <= allowed)
    return are_same(one, other, same)


def _scale(values: Sequence[Any]) -> float:
    """The largest number, at least 1; 0 where there are whole numbers only: these are exact."""
    numbers = [v for v in values if isinstance(v, float) and math.isfinite(v)]
    return max(1.0, *map(abs, numbers)) if numbers else 0.0


def _cell(value: Any) -> str:
    return MISSING if value is None else shown(value)


def name_of(label: Any) -> str:
    """A column's label as a student would type it."""
    return f'"{label}"' if isinstance(label, str) else repr(label)


def _rows(table: Table) -> str:
    return f"{table.rows} row{'' if table.rows == 1 else 's'}"


def family(value: Any) -> str:
    """What sort of cell a value is; "" for another sort than these."""
    return next((name for name, kinds in _FAMILIES if isinstance(value, kinds)), "")
