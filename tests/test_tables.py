"""Tables of pandas and polars cross both ways as columns, and are told by column and row."""

from __future__ import annotations

import datetime
import decimal
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import Grader, check, grader_of, statuses

from grader.asserts.claims import Claim, Part
from grader.checks import assert_same
from grader.checks.mismatch import Mismatch, describe
from grader.wire import live_arguments, messages
from grader.wire.data import Seq
from grader.wire.messages import WireError
from grader.wire.tables import Column, Table, parts_of, table, table_of
from grader.wire.values import from_wire, to_wire
from grader.wording import value_text
from grader.wording.claim_words import Told
from grader.wording.librarys_words import with_the_librarys
from grader.wording.origin import alike

WHY = "pandas and polars are installed by `make`; nothing here is checked without them"
pd = pytest.importorskip("pandas", reason=WHY)
pl = pytest.importorskip("polars", reason=WHY)

NOW = datetime.datetime(2020, 1, 2, 3, 4, 5, 6)
PANDAS = {
    "numbers": pd.DataFrame({"n": [1, 2], "x": [0.5, float("nan")]}),
    "small types": pd.DataFrame({"a": np.array([1, 2], "int8"), "b": np.array([1, 2], "float32")}),
    "truths and texts": pd.DataFrame({"ok": [True, False], "name": ["Ada", None]}),
    "Int64": pd.DataFrame({"n": pd.array([1, None], "Int64"), "b": pd.array([None, True])}),
    "no rows": pd.DataFrame({"n": pd.array([], "int64"), "s": pd.array([], "str")}),
    "no columns": pd.DataFrame(index=pd.RangeIndex(2)),
    "dates": pd.DataFrame({"when": pd.to_datetime(["2020-01-01", None])}),
    "zones": pd.DataFrame({"when": pd.to_datetime(["2020-06-01"]).tz_localize("Europe/Rome")}),
    "lengths of time": pd.DataFrame({"took": pd.to_timedelta([3, None], "s")}),
    "nanoseconds": pd.Series(pd.to_datetime([1], unit="ns")),
    "objects": pd.DataFrame({"o": [1, "a"], "d": [decimal.Decimal("1.5"), [1, 2]]}),
    "category": pd.Series(pd.Categorical(["a", None, "b"], ["b", "a", "c"], ordered=True)),
    "named index": pd.DataFrame({"x": [1.0, 2.0]}, index=pd.Index(["u", "v"], name="town")),
    "several levels": pd.DataFrame({"x": [1, 2], "k": [1, 1], "l": [3, 4]}).set_index(["k", "l"]),
    "several headings": pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_product([["a"], [1, 2]])),
    "numbers as names": pd.DataFrame([[1, 2]]),
    "a name twice": pd.DataFrame([[1, 2]], columns=["a", "a"]),
    "series": pd.Series([1.5, 2.5], name="price", index=[3, 5]),
    "index": pd.Index(["a", "b"], name="town"),
    "days": pd.Series([1, 2], index=pd.date_range("2020-01-01", periods=2, freq="D")),
    "months of a zone": pd.DataFrame(
        {"x": [1, 2]}, index=pd.date_range("2020-01-01", periods=2, freq="MS", tz="Asia/Tokyo")
    ),
}  # fmt: skip
POLARS = {
    "numbers": pl.DataFrame({"n": [1, None], "x": [0.5, float("nan")]}),
    "small types": pl.DataFrame({"a": pl.Series([1], dtype=pl.UInt8), "b": ["x"]}),
    "dates": pl.DataFrame({"d": [NOW.date(), None], "t": [NOW, None], "l": [NOW - NOW, None]}),
    "zones": pl.Series("t", [NOW], dtype=pl.Datetime("ms", "UTC")),
    "category": pl.Series("c", ["a", "b", None], dtype=pl.Categorical),
    "lists": pl.Series("l", [[1, 2], None, []]),
    "records": pl.Series("r", [{"a": 1, "b": "x"}]),
    "texts and bytes": pl.DataFrame({"s": ["a", None], "b": [b"x", None], "ok": [True, None]}),
    "no rows": pl.DataFrame({"n": pl.Series([], dtype=pl.Int32)}),
}
EVERY = [*PANDAS.values(), *POLARS.values()]
IDS = [*(f"pandas {name}" for name in PANDAS), *(f"polars {name}" for name in POLARS)]
every = pytest.mark.parametrize("value", EVERY, ids=IDS)


def crossed(value, ours: bool = False):
    return from_wire(messages.value(messages.encode(to_wire(value, exact=ours))), ours=ours)


def bare(value, monkeypatch) -> Table:
    """As it comes to a grader that has neither library."""
    wire = messages.value(messages.encode(to_wire(value)))
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pandas", None)
        patch.setitem(sys.modules, "polars", None)
        made = from_wire(wire)
    assert type(made) is Table
    return made


@every
def test_each_table_crosses_both_ways(value, monkeypatch):
    """The library itself says whether it is the same."""
    again = crossed(value)
    assert type(again) is type(value)
    if isinstance(value, pd.DataFrame):
        pd.testing.assert_frame_equal(again, value)
    elif isinstance(value, pd.Series):
        pd.testing.assert_series_equal(again, value)
    elif isinstance(value, pd.Index):
        pd.testing.assert_index_equal(again, value)
    else:
        assert again.equals(value) or "nan" in str(value).lower()
        assert str(again) == str(value)
    monkeypatch.setattr(live_arguments, "HANDED", True)
    handed = crossed(value, ours=True)
    # No argument seems changed that wasn't.
    assert messages.encode(to_wire(handed)) == messages.encode(to_wire(value))
    assert alike(again, value)


@every
def test_each_table_is_plain_without_its_library_and_equals_itself(value, monkeypatch):
    plain = bare(value, monkeypatch)
    assert plain == table_of(value)
    assert_same(plain, value)
    assert_same(value, plain)
    assert value_text.text(plain)


PRICES = {"town": ["Ulm", "Bonn", "Aue"], "price": [1.5, 2.5, None], "n": [1, 2, 3]}
FRAME = pd.DataFrame(PRICES)


def changed(column: str, row: int, value):
    return FRAME.assign(**{column: [*PRICES[column][:row], value, *PRICES[column][row + 1 :]]})


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (changed("price", 1, 3.5), 'column "price", row 1: returned 3.5, expected 2.5'),
        (changed("price", 1, None), 'column "price", row 1: returned a missing value, expected 2'),
        (changed("price", 2, 0.0), 'column "price", row 2: returned 0.0, expected a missing'),
        (changed("town", 0, "ulm"), "column \"town\", row 0: returned 'ulm', expected 'Ulm'"),
        (changed("n", 2, "3"), "column \"n\", row 2: returned '3', expected 3"),
        (FRAME[["town", "n"]], 'column "price" is missing'),
        (FRAME.assign(tax=1), 'column "tax" doesn\'t belong'),
        (FRAME[["n", "town", "price"]], 'another order, expected "town", "price", "n"'),
        (FRAME[:2], "returned 2 rows, expected 3 rows"),
        (FRAME.set_index("town"), 'column "town" is missing'),
        (FRAME.set_index(pd.Index(["a", "b", "c"])), "its rows are named by an index"),
        (FRAME["price"], "returned a pandas Series, expected a pandas DataFrame"),
        (pl.DataFrame(PRICES), "returned a polars DataFrame, expected a pandas DataFrame"),
        (FRAME.to_dict("list"), "returned a dict, expected a pandas DataFrame"),
        (None, "The function returned None"),
    ],
)
def test_a_wrong_table_is_told_by_column_and_row(got, said):
    with pytest.raises(Mismatch) as refused:
        assert_same(got if got is None else crossed(got), FRAME)
    assert said in refused.value.message


def test_an_index_is_told_by_its_row():
    want = FRAME.set_index("town")
    with pytest.raises(Mismatch, match=r"^the index, row 1: returned 'Köln', expected 'Bonn'"):
        assert_same(want.rename(index={"Bonn": "Köln"}), want)
    with pytest.raises(Mismatch, match="its index has 1 levels, expected 2"):
        assert_same(want, FRAME.set_index(["town", "n"], drop=False)[["price", "n"]])


def test_a_series_is_told_by_its_row():
    with pytest.raises(Mismatch, match=r"^the values, row 1: returned 9.0, expected 2.5"):
        assert_same(changed("price", 1, 9.0)["price"], FRAME["price"])


def test_what_is_no_difference_is_none():
    """How a column is stored, what is missing is called, rounding, and rows that are counted."""
    assert_same(FRAME.astype({"n": "Int64", "town": "category", "price": "Float64"}), FRAME)
    assert_same(FRAME.assign(price=FRAME.price * (1 + 1e-12)), FRAME)
    assert_same(FRAME.set_index(pd.Index([0, 1, 2])), FRAME)
    assert_same({"all": [FRAME]}, {"all": [FRAME]})


def test_large_whole_numbers_are_exact():
    with pytest.raises(Mismatch, match="row 0"):
        assert_same(pd.Series([10**15 + 1]), pd.Series([10**15]))


def test_a_table_is_a_few_lines_with_its_differences_marked():
    assert value_text.text(changed("price", 1, 3.5), FRAME).splitlines() == [
        "   town  price  n",
        "0   Ulm   1.5   1",
        "1  Bonn  ‹3.5›  2",
        "2   Aue     –   3",
        "(pandas DataFrame)",
    ]


def test_of_a_long_table_the_first_difference_is_shown():
    long = pd.DataFrame({"n": range(100)} | {f"c{n}": 0 for n in range(9)})
    other = long.assign(n=[*range(90), -1, *range(91, 100)])
    lines = value_text.text(other, long).splitlines()
    assert "‹-1›" in lines[2]
    assert lines[-1] == "… (pandas DataFrame, 100 rows, 10 columns)"
    assert value_text.text([long]) == "[a pandas DataFrame of 100 rows]"
    assert describe(long) == "a pandas DataFrame"


def test_dates_moments_and_durations_are_whole_in_their_cells():
    moment = datetime.datetime(2026, 3, 1, 12, 30)
    columns = {
        "day": [moment.replace(hour=0, minute=0), moment],
        "sold": [moment, moment.replace(microsecond=1)],
        "took": [datetime.timedelta(hours=1), datetime.timedelta(days=2)],
        "fine": np.array(["2026-03-01T00:00:00.000000001", "2026-03-01"], "datetime64[ns]"),
    }
    shown = [value_text.text(pd.Series(values)).splitlines()[1:3] for values in columns.values()]
    assert [[line[1:].strip() for line in lines] for lines in shown] == [
        ["2026-03-01", "2026-03-01 12:30:00"],
        ["2026-03-01 12:30:00", "2026-03-01 12:30:00.000001"],
        ["1:00:00", "2 days, 0:00:00"],
        ["2026-03-01 00:00:00.000000001", "2026-03-01"],
    ]


def test_a_long_text_and_one_of_several_lines_fit_in_a_cell():
    shown = value_text.text(pd.DataFrame({"s": ["x" * 40, "a\nb"]})).splitlines()
    assert shown[1:3] == [f"0  {'x' * 17}…", f"1  {'a↵b':>18}"]


GOOD = Table("pandas.Series", 2, [Column("n", "int64", [1, 2])])


N = ["n", "int64", [1], None, False, ""]


@pytest.mark.parametrize(
    "parts",
    [
        [],
        ["pandas.Panel", 0, None],
        ["pandas.Series", 0, None],
        ["pandas.DataFrame", "1", None],
        ["pandas.DataFrame", -1, None],
        ["pandas.DataFrame", 1, [], N],
        ["pandas.DataFrame", 1, None, "n"],
        ["pandas.DataFrame", 1, None, N[:4]],
        ["pandas.DataFrame", 1, None, ["n", 64, *N[2:]]],
        ["pandas.DataFrame", 1, None, ["n", "int64;", *N[2:]]],
        ["pandas.DataFrame", 1, None, ["n", "int64", {1}, *N[3:]]],
        ["pandas.DataFrame", 1, None, [*N[:3], 5, *N[4:]]],
        ["pandas.DataFrame", 1, None, [["n"], *N[1:]]],
        ["pandas.DataFrame", 2, None, N],
        ["pandas.DataFrame", 1, None, [*N[:5], "a step"]],
        ["pandas.DataFrame", 10**7, None],
        ["pandas.DataFrame", 1, None, *[N] * 1_001],
    ],
)
def test_parts_that_disagree_are_refused(parts):
    assert table_of(table(parts_of(GOOD), required=True)) == GOOD
    with pytest.raises(WireError):
        table(parts, required=False)


def test_values_that_are_none_of_their_type_are_refused():
    with pytest.raises(WireError, match="parts disagree"):
        from_wire(to_wire(Table("pandas.Series", 1, [Column("n", "int64", ["x"])])))


def test_a_library_that_is_not_here_is_named(monkeypatch):
    monkeypatch.setattr(live_arguments, "HANDED", True)
    monkeypatch.setitem(sys.modules, "pandas", None)
    wire = Seq("table", [to_wire(part) for part in parts_of(GOOD)])
    with pytest.raises(WireError, match="a table of pandas, which isn't here"):
        from_wire(wire, ours=True)


RIGHT = '''\
"""Group, then sum up."""


def totals(rows):
    return rows.groupby("town", as_index=False)["price"].sum()


def dearest(rows):
    return rows["price"].max()


def lazy(rows):
    import polars

    return polars.from_dict({"n": rows["n"] * 2}) if isinstance(rows, dict) else rows
'''
CHECKS = '''\
import pandas as pd
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.pandas import column, data_frames, range_indexes

from grader.checks import assert_lasting, assert_same, assert_untouched

towns = st.sampled_from(["Ulm", "Bonn", "Aue"])
prices = st.sampled_from([0.0, 1.0, 2.5])
rows = data_frames(
    [column("town", elements=towns, dtype=object), column("price", elements=prices)],
    index=range_indexes(min_size=1, max_size=6),
)


@settings(max_examples=20)
@given(rows=rows)
def test_totals(student, reference, rows):
    """There is a row for each town."""
    assert_same(student.totals(rows), reference.totals(rows))


@settings(max_examples=10)
@given(rows=rows)
def test_frame(student, rows):
    """It is as pandas has it."""
    right = rows.groupby("town", as_index=False)["price"].sum()
    pd.testing.assert_frame_equal(student.totals(rows), right)


@settings(max_examples=5)
@given(rows=rows)
def test_untouched(student, rows):
    """The rows stay as they are."""
    assert_untouched(student.totals, rows)
    assert_lasting(student.totals, rows)


@settings(max_examples=5)
@given(rows=rows)
def test_dearest(student, rows):
    """The highest price is found."""
    assert student.dearest(rows) == rows["price"].max()


def test_polars(student):
    """Tables of polars cross, too."""
    assert_same(student.lazy(pl.DataFrame({"n": [1, 2]})), pl.DataFrame({"n": [1, 2]}))
'''


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    root = tmp_path_factory.mktemp("tables")
    files = {
        "exercises/tables/set.toml": (
            'title = "Tables"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["totals"]\n'
        ),
        "exercises/tables/totals/exercise.toml": (
            'title = "Totals"\ndifficulty = "easy"\nrequires = ["pandas", "polars"]\n\n'
            '[[hints]]\ntext = "?"\n'
        ),
        "exercises/tables/totals/README.md": "# Totals\n",
        "exercises/tables/totals/totals.py": "def totals(rows):\n    raise NotImplementedError\n",
        "exercises/tables/totals/test_examples.py": "def test_nothing():\n    pass\n",
        "solutions/tables/totals/solution.py": RIGHT,
        "solutions/tables/totals/checks.py": CHECKS,
    }
    with grader_of(Path(root), files) as found:
        yield found


def graded(towns: Grader, old: str, new: str, name: str):
    assert old in RIGHT
    return check(towns(RIGHT.replace(old, new), "tables/totals"), name)


def test_a_right_submission_passes_and_its_cases_are_recorded(towns):
    assert statuses(towns(RIGHT, "tables/totals")) == {"passed"}
    assert all(one.replayable for one in towns.session("tables/totals").judge.recording.checks)


def test_a_wrong_table_is_shown_beside_the_right_one(towns):
    found = graded(towns, ".sum()", ".max()", "test_totals")
    assert found.status == "failed"
    assert found.message.startswith('Column "price", row ')
    shown = found.counterexample
    assert shown.call == "totals(rows)"
    assert "‹" in shown.got
    assert "(pandas DataFrame)" in shown.arguments["rows"]


def test_an_assertion_of_pandas_says_what_was_called_and_expected(towns):
    found = graded(towns, ".sum()", ".max()", "test_frame")
    assert found.status == "failed"
    assert found.message.startswith('Column "price", row ')
    assert found.counterexample.call == "totals(rows)"
    assert "‹" in found.counterexample.got
    assert "(pandas DataFrame)" in found.counterexample.expected


def test_a_table_that_is_changed_is_told(towns):
    new = '    rows["price"] = 0.0\n    return rows.groupby'
    found = graded(towns, "    return rows.groupby", new, "test_untouched")
    assert "changed its argument rows" in found.message.lower()


def test_a_number_out_of_a_table_is_told(towns):
    assert graded(towns, "max()", "min()", "test_dearest").counterexample.call == "dearest(rows)"


def test_a_table_of_polars_that_is_wrong_is_told(towns):
    found = graded(towns, "else rows", "else rows * 2", "test_polars")
    assert found.message == 'Column "n", row 0: returned 2, expected 1.'


IMPORTED = """\
import pandas as pd
import pytest
from totals import dearest, totals


@pytest.fixture
def rows():
    return pd.DataFrame({"town": ["Ulm", "Bonn", "Ulm"], "price": [1.0, 2.5, 4.0]})


def test_totals(rows):
    right = pd.DataFrame({"town": ["Bonn", "Ulm"], "price": [2.5, 5.0]})
    pd.testing.assert_frame_equal(totals(rows), right)


def test_shape(rows):
    assert totals(rows).shape == (2, 2)
    assert list(totals(rows)["town"]) == ["Bonn", "Ulm"]


def test_dearest(rows):
    assert dearest(rows) == 4.0


def test_stays(rows):
    before = rows.copy()
    totals(rows)
    pd.testing.assert_frame_equal(rows, before)
"""


@pytest.fixture(scope="module")
def imported(towns: Grader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    """The same exercise with tests that were written to be run beside the file."""
    root = tmp_path_factory.mktemp("imported")
    shutil.copytree(towns._root, root, dirs_exist_ok=True)
    (root / "solutions/tables/totals/checks.py").write_text(IMPORTED, "utf-8")
    found = Grader(root)
    yield found
    found.close()


def test_tests_that_import_the_file_get_tables(imported):
    assert statuses(imported(RIGHT, "tables/totals")) == {"passed"}


def test_what_they_find_wrong_is_shown(imported):
    found = check(imported(RIGHT.replace(".sum()", ".max()"), "tables/totals"), "test_totals")
    assert found.message == 'Column "price", row 1: returned 4.0, expected 5.0.'
    assert "‹4›" in found.counterexample.got


def test_a_table_that_the_file_changes_is_changed_for_the_test_too(imported):
    new = '    rows["tax"] = 0.0\n    return rows.groupby'
    report = imported(RIGHT.replace("    return rows.groupby", new), "tables/totals")
    found = {c.name: c.status for c in report.checks}
    assert found == {
        "test_totals": "passed", "test_shape": "passed", "test_dearest": "passed",
        "test_stays": "failed",
    }  # fmt: skip


OTHERS = {
    '.astype({"price": "float32"})': (
        'Attributes of DataFrame.iloc[:, 1] (column name="price") are different: '
        'Attribute "dtype" are different, returned float32, expected float64'
    ),
    '.rename_axis("row")': (
        "DataFrame.index are different: "
        "Attribute \"names\" are different, returned ['row'], expected [None]"
    ),
}


@pytest.mark.parametrize(("more", "said"), OTHERS.items(), ids=["a dtype", "a name"])
def test_what_pandas_says_of_tables_that_look_alike_is_told(towns, imported, more, said):
    """Both were shown, and nothing was said."""
    wrong = RIGHT.replace(".sum()", f".sum(){more}")
    found = check(towns(wrong, "tables/totals"), "test_frame")
    assert (found.status, found.message) == ("failed", f"{said}.")
    found = check(imported(wrong, "tables/totals"), "test_totals")
    assert (found.status, found.message) == ("failed", f"{said}.")


def test_the_answer_may_stand_on_either_side():
    right = pd.Series([1, 2], name="n")
    wrong = right.astype("int32")
    for sides in [(wrong, right), (right, wrong)]:
        with pytest.raises(AssertionError) as caught:
            pd.testing.assert_series_equal(*sides)
        parts = tuple(Part("", side) for side in sides)
        claim = Claim("==", sides=parts, librarys=str(caught.value))
        said = with_the_librarys(Told("values", "", wrong, right), claim).message
        assert "returned int32" in said
        assert "expected int64" in said
