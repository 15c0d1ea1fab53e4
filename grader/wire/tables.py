"""Tables of pandas and polars ↔ plain data, as Arrow has them: columns, each with its values and
which of them are missing.

The grader needs neither library: without it a table is a `Table` there. Where the library is
installed it makes a table of its own of the plain columns, as it does in a worker. A missing value
is None here, whatever it is called there (NaN, NaT, NA, null).
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .arrays import MAX_COLUMNS, MAX_EMPTY
from .messages import WireError

KINDS = frozenset(
    {"pandas.DataFrame", "pandas.Series", "pandas.Index", "polars.DataFrame", "polars.Series"}
)
MAX_CELLS = 10**7
# What a column's values may be; as keys of wire values.
_DTYPE = re.compile(r"[A-Za-z0-9_\[\]()={}'\",:/ +.<>|-]{1,200}\Z")
_POLARS_TIME = re.compile(r"(Datetime|Duration)\(time_unit='(ns|us|ms)'(?:, time_zone=(.*))?\)\Z")
_POLARS_PLAIN = frozenset(
    {"Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32",
     "Float64", "Boolean", "String", "Binary", "Date", "Time", "Categorical", "Null"}
)  # fmt: skip
_PANDAS_PLAIN = re.compile(
    r"(?:u?int(?:8|16|32|64)|float(?:16|32|64)|bool|U?Int(?:8|16|32|64)|Float(?:32|64)|boolean"
    r"|datetime64\[(?:s|ms|us|ns)\]|timedelta64\[(?:s|ms|us|ns)\]|str|string|object)\Z"
)
_FREQ = re.compile(r"[A-Za-z0-9-]{0,20}\Z")
_ZONED = re.compile(r"datetime64\[(s|ms|us|ns), ([A-Za-z0-9_+/:-]{1,60})\]\Z")


@dataclass(slots=True, eq=False)
class Column:
    """label: its name; of a column under several headings, a tuple. dtype: as its library calls it.
    values: one for each row, None where there is none. categories, ordered: of a categorical.
    freq: of an index of dates, where they follow each other in steps."""

    label: Any
    dtype: str
    values: Sequence[Any]
    categories: list[Any] | None = None
    ordered: bool = False
    freq: str = ""


@dataclass(slots=True, eq=False)
class Table:
    """A table, or a single column of one, as the grader sees it. rows: how many there are; index:
    the columns that name them, None where they are just numbered."""

    kind: str
    rows: int
    columns: list[Column]
    index: list[Column] | None = None

    @property
    def is_frame(self) -> bool:
        return self.kind.endswith(".DataFrame")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and _told(self) == _told(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        names = ", ".join(str(column.label) for column in self.columns[:10])
        return f"{self.kind}({self.rows} rows: {names})"


def _told(table: Table) -> tuple[Any, ...]:
    every = (*table.columns, *(table.index or ()))
    told = [(c.label, list(map(_equal_to_itself, c.values)), c.categories) for c in every]
    return table.kind, table.rows, table.index is None, told


def _equal_to_itself(value: Any) -> Any:
    return "NaN" if isinstance(value, float) and value != value else value


def table_of(value: Any) -> Table | None:
    """A table of either library as plain data; None for anything else."""
    if type(value) is Table:
        return value
    library = type(value).__module__.partition(".")[0]
    if library not in ("pandas", "polars") or sys.modules.get(library) is None:
        return None
    return _of_pandas(value) if library == "pandas" else _of_polars(value)


def parts_of(table: Table) -> list[Any]:
    index = table.index if table.index is None else [_column_parts(c) for c in table.index]
    return [table.kind, table.rows, index, *(_column_parts(c) for c in table.columns)]


def _column_parts(column: Column) -> list[Any]:
    told = [column.label, column.dtype, list(column.values), column.categories, column.ordered]
    return [*told, column.freq]


def table(parts: list[Any], required: bool) -> Any:
    """As its library's own, or where that isn't installed as a Table; required: there has to be
    one. Raises WireError where parts disagree."""
    if len(parts) < 3 or parts[0] not in KINDS or len(parts) > MAX_COLUMNS:
        raise WireError("a table of no kind that there is")
    kind, rows, index, *columns = parts
    if type(rows) is not int or not 0 <= rows <= MAX_CELLS:
        raise WireError("a table with no number of rows")
    if not (index is None or (type(index) is list and index)):
        raise WireError("a table whose index is none")
    made = Table(
        kind,
        rows,
        [_column(one) for one in columns],
        None if index is None else [_column(one) for one in index],
    )
    every = (*made.columns, *(made.index or ()))
    if any(len(one.values) != rows for one in every) or (not every and rows > MAX_EMPTY):
        raise WireError("a table whose columns are of several lengths")
    if not made.is_frame and len(columns) != 1:
        raise WireError("a column that is several")
    return _real(made, required)


def _column(parts: Any) -> Column:
    if type(parts) is not list or len(parts) != 6:
        raise WireError("a column that is none")
    label, dtype, values, categories, ordered, freq = parts
    if type(freq) is not str or not _FREQ.match(freq):
        raise WireError("a column with steps that are none")
    if type(dtype) is not str or not _DTYPE.match(dtype) or type(values) is not list:
        raise WireError("a column that is none")
    if not (categories is None or type(categories) is list) or type(ordered) is not bool:
        raise WireError("a column whose categories are none")
    try:
        hash(label)
    except TypeError:
        raise WireError("a column with a name that can't be one") from None
    return Column(label, dtype, values, categories, ordered, freq)


def _of_pandas(value: Any) -> Table | None:
    pandas = sys.modules["pandas"]
    if isinstance(value, pandas.DataFrame):
        labels = [_plain(label) for label in value.columns.tolist()]
        columns = [
            _pandas_column(label, value.iloc[:, number]) for number, label in enumerate(labels)
        ]
        return Table("pandas.DataFrame", len(value), columns, _pandas_index(pandas, value.index))
    if isinstance(value, pandas.Series):
        index = _pandas_index(pandas, value.index)
        column = _pandas_column(_plain(value.name), value)
        return Table("pandas.Series", len(value), [column], index)
    if isinstance(value, pandas.Index) and not isinstance(value, pandas.MultiIndex):
        column = _pandas_column(_plain(value.name), value.to_series())
        return Table("pandas.Index", len(value), [column])
    return None


def _pandas_index(pandas: Any, index: Any) -> list[Column] | None:
    counted = isinstance(index, pandas.RangeIndex) and (index.start, index.step) == (0, 1)
    if counted and index.name is None:
        return None
    levels = [index.get_level_values(number) for number in range(index.nlevels)]
    made = [_pandas_column(_plain(one.name), one.to_series()) for one in levels]
    if len(made) == 1:
        made[0].freq = str(getattr(index, "freqstr", None) or "")[:20]
    return made


def _pandas_column(label: Any, series: Any) -> Column:
    there = series.notna().tolist()
    categories, ordered = None, False
    if series.dtype.name == "category":
        categories = [_plain(item) for item in series.cat.categories.tolist()]
        ordered = bool(series.cat.ordered)
        series = series.astype(object)
        dtype = "category"
    else:
        dtype = str(series.dtype)
    values = [_plain(v) if ok else None for v, ok in zip(series.tolist(), there, strict=True)]
    return Column(label, dtype[:200], values, categories, ordered)


def _of_polars(value: Any) -> Table | None:
    polars = sys.modules["polars"]
    if isinstance(value, polars.DataFrame):
        columns = [_polars_column(one) for one in value.get_columns()]
        return Table("polars.DataFrame", value.height, columns)
    if isinstance(value, polars.Series):
        return Table("polars.Series", len(value), [_polars_column(value)])
    return None


def _polars_column(series: Any) -> Column:
    dtype = str(series.dtype)
    if dtype.startswith(("Categorical", "Enum")):
        dtype = "Categorical"
    return Column(str(series.name), dtype[:200], [_plain(item) for item in series.to_list()])


def _plain(value: Any) -> Any:
    """A cell, or a label, as what the wire has: a moment as Python has it, or as NumPy where its
    nanoseconds would be lost."""
    kind = type(value)
    if kind is tuple:
        return tuple(map(_plain, value))
    if not kind.__module__.startswith("pandas"):
        return value
    if kind.__name__ in ("NaTType", "NAType"):
        return None
    if kind.__name__ not in ("Timestamp", "Timedelta"):
        return value
    if kind.__name__ == "Timestamp" and value.tz is not None:
        from datetime import UTC  # pandas has loaded it

        # Its column says which zone it is shown in.
        return value.tz_convert("UTC").to_pydatetime().replace(tzinfo=UTC)
    if value.nanosecond if kind.__name__ == "Timestamp" else value.nanoseconds:
        return value.to_datetime64() if kind.__name__ == "Timestamp" else value.to_timedelta64()
    return value.to_pydatetime() if kind.__name__ == "Timestamp" else value.to_pytimedelta()


def is_whole(kind: type) -> bool:
    """Whether a table of this class is no more than its columns and its index."""
    library = kind.__module__.partition(".")[0]
    return library in ("pandas", "polars") and kind.__name__ in ("DataFrame", "Series")


def _real(made: Table, required: bool) -> Any:
    library = made.kind.partition(".")[0]
    try:
        module = importlib.import_module(library)
    except ImportError:
        if not required:
            return made
        raise WireError(f"a table of {library}, which isn't here") from None
    build: Callable[[Any, Table], Any] = _to_pandas if library == "pandas" else _to_polars
    try:
        return build(module, made)
    except Exception as error:  # of values that are none of its dtype's
        raise WireError(f"a table whose parts disagree: {error}") from None


def _to_pandas(pandas: Any, made: Table) -> Any:
    index = None if made.index is None else _pandas_rows(pandas, made.index)
    every = [_pandas_series(pandas, column, index) for column in made.columns]
    if made.kind == "pandas.Index":
        return pandas.Index(every[0], name=made.columns[0].label)
    if made.kind == "pandas.Series":
        return every[0]
    frame = pandas.DataFrame(
        dict(enumerate(every)), index=pandas.RangeIndex(made.rows) if index is None else index
    )
    labels = [column.label for column in made.columns]
    if labels == list(range(len(labels))):
        frame.columns = pandas.RangeIndex(len(labels))
    elif all(type(label) is tuple for label in labels):
        frame.columns = pandas.MultiIndex.from_tuples(labels)
    else:
        frame.columns = pandas.Index(labels)
    return frame


def _pandas_rows(pandas: Any, levels: list[Column]) -> Any:
    series = [_pandas_series(pandas, level, None) for level in levels]
    if len(series) == 1:
        index = pandas.Index(series[0], name=levels[0].label)
        if levels[0].freq:
            index.freq = levels[0].freq
        return index
    return pandas.MultiIndex.from_arrays(series, names=[level.label for level in levels])


def _pandas_series(pandas: Any, column: Column, index: Any) -> Any:
    values: Any = column.values
    if column.categories is not None:
        values = pandas.Categorical(values, column.categories, column.ordered)
        return pandas.Series(values, index=index, name=column.label)
    zoned = _ZONED.match(column.dtype)
    dtype: Any = column.dtype if _PANDAS_PLAIN.match(column.dtype) or zoned else object
    if zoned:
        values = pandas.to_datetime(pandas.Series(values, dtype=object), utc=True)
        return pandas.Series(values.array, index=index, name=column.label).astype(dtype)
    return pandas.Series(values, index=index, name=column.label, dtype=dtype)


def _to_polars(polars: Any, made: Table) -> Any:
    every = [_polars_series(polars, column) for column in made.columns]
    return polars.DataFrame(every) if made.is_frame else every[0]


def _polars_series(polars: Any, column: Column) -> Any:
    dtype = None
    if column.dtype in _POLARS_PLAIN:
        dtype = getattr(polars, column.dtype)
    elif timed := _POLARS_TIME.match(column.dtype):
        name, unit, zone = timed.groups()
        zone = None if zone in (None, "None") else zone.strip("'\"")
        dtype = polars.Datetime(unit, zone) if name == "Datetime" else polars.Duration(unit)
    return polars.Series(column.label, column.values, dtype=dtype, strict=False)
