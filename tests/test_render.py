"""Values as text: what tells two of them apart is in it, and a line has room on a terminal."""

from __future__ import annotations

import ast
import json
import random

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from hypothesis.strategies import integers

from grader.checks.as_array import differing
from grader.checks.proxy import Handle
from grader.plain_value import CUT_ROWS, MAX_WIDTH, Value, as_text, is_marked, unmarked
from grader.views.escape import MAX_MARKS, safe
from grader.wire.arrays import Tensor
from grader.wire.data import Held, Ref
from grader.wire.sparse import Sparse
from grader.wire.values import from_wire, to_wire
from grader.wording.kept_cells import MAX_WHOLE, number
from grader.wording.value_text import as_data, has_noted_dtype, text


@pytest.mark.parametrize(
    ("value", "against", "shown"),
    [
        (1.0, 1, "1.0"),
        (1, 1.0, "1"),
        (1.0, 2.0, "1"),
        (2.5, 2, "2.5"),
        (-0.0, 1, "0.0"),
        (1e30, 1, "1e+30"),
        (float("nan"), 1, "nan"),
        (True, 1, "True"),
        ((1.0, 2), (1, 2), "(1.0, 2)"),
        ([(2.0,), 1], [(2,), 1], "[(2.0,), 1]"),
        ([1.0, 2.0], [1.0, 3.0], "[1, 2]"),
    ],
)
def test_a_float_looks_like_one_where_that_is_the_difference(value, against, shown):
    assert text(value, against) == shown


def test_a_whole_number_has_no_point_unless_asked():
    assert (number(3.0), number(3.0, pointed=True)) == ("3", "3.0")


def test_a_long_list_is_shown_where_it_differs():
    """Of a hundred items the first ten may be the same."""
    mine, right = list(range(40)), [*range(30), 0, *range(31, 40)]
    assert text(mine, right) == (
        "[… from [25] on: 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, … 40 items]"
    )
    assert text([1, 2], [1, 3]) == "[1, 2]"


def test_a_generator_is_shown_as_what_makes_it():
    """Not as the place where it lies, which is another each time."""
    assert text(random.Random(3)) == "random.Random(3)"
    assert text(np.random.default_rng(5)) == "np.random.default_rng(5)"
    used = random.Random(3)
    used.random()
    assert text(used) == "random.Random(…)"
    assert text(random.Random(10**9)) == "random.Random(…)"


def test_an_empty_list_is_a_list():
    """Nothing was said of arrays."""
    assert text([[]], np.ones((1, 1))) == "[[]]"
    assert text([], np.ones((1, 1))) == "[]"
    assert text(np.zeros((1, 0))) == "an empty array of shape (1, 0)"


def test_a_list_beside_an_array_has_its_cells_marked_too():
    assert text([4.0, 1.0], np.array([2.0, 1.0])) == "‹4›  1"


def test_the_usual_dtype_is_said_where_asked():
    """Beside uint8, a 1 could be anything."""
    assert text(np.ones(1)) == "[1]"
    assert text(np.ones(1), dtypes=True) == "[1]   (float64)"
    assert text(Tensor(np.ones(1, "float32")), dtypes=True) == "[1]   (float32 tensor)"


def test_dtypes_are_said_where_they_are_of_another_kind():
    ours, theirs = np.zeros(1, np.uint8), np.array([256.0])
    assert text(theirs, ours) == "[‹256›]   (float64)"
    assert text(Tensor(np.ones(1)), Tensor(np.ones(1, "float32"))) == "[1]   (float64 tensor)"
    assert text(Tensor(np.ones(1, "float32")), Tensor(np.ones(1))) == "[1]"


@pytest.mark.parametrize("value", [np.ones(1), Tensor(np.ones(1, "float32")), [1.0], 1, None])
def test_what_is_usual_is_not_noted(value):
    assert not has_noted_dtype(value)


def test_layout_and_protection_are_said_of_arguments_alone():
    """An answer is as good read-only."""
    array = np.asfortranarray(np.ones((2, 2)))
    array.flags.writeable = False
    assert text(array, given=True).endswith("(not contiguous, read-only)")
    assert text(array) == "1 1\n1 1"


@given(arrays("int64", array_shapes(min_dims=1, max_dims=2, max_side=4), elements=integers(-9, 9)))
def test_what_an_array_looks_like_has_its_shape(array):
    """[[0]] isn't shown as 0, and a matrix of one row not as a vector: what begins with a bracket
    can be pasted; what doesn't has more than one number, and a matrix more than one row."""
    for value in (array, array.tolist(), Tensor(array)):
        shown = text(value).removesuffix("   (int64)").removesuffix("   (int64 tensor)")
        if shown[0] == "[":
            assert np.array_equal(np.array(ast.literal_eval(shown)), array)
        else:
            rows = np.array([row.split() for row in shown.splitlines()], int)
            assert np.array_equal(rows if array.ndim == 2 else rows[0], array)
            assert len(rows) > 1 if array.ndim == 2 else array.size > 1


def test_the_wrong_cells_of_a_matrix_of_one_row_are_marked_in_it():
    assert text([[0, 2]], [[1, 2]]) == "[[‹0›, 2]]"
    assert text(np.zeros(1), np.ones(1)) == "[‹0›]"


def test_a_long_row_says_its_shape_where_it_is_cut():
    assert text(np.zeros((1, 30))) == "0 0 0 0 0 0 0 0 0 0 …\n… shape (1, 30)"
    assert text(np.zeros(30)) == "0 0 0 0 0 0 0 0 0 0 …\n… shape (30,)"


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_of_a_matrix_that_is_cut_a_few_rows_are_shown_with_the_first_wrong_one(rows, columns, data):
    """Who is told of one place reads no hundred numbers that are right."""
    want = np.zeros((rows, columns))
    got = want.copy()
    wrong = data.draw(st.integers(0, rows - 1)), data.draw(st.integers(0, columns - 1))
    got[wrong] = 7
    shown = text(got, want).splitlines()
    assert "‹7›" in "".join(shown)
    if "… shape" in shown[-1]:
        assert len(shown) - 1 <= CUT_ROWS


def test_what_fits_is_shown_whole():
    assert len(text(np.zeros((8, 10))).splitlines()) == 8
    assert text(np.zeros((9, 2))).splitlines() == ["0 0"] * 4 + ["… shape (9, 2)"]


def test_planes_have_their_index_in_front_of_them():
    shown = text(np.arange(8.0).reshape(2, 1, 2, 2))
    assert shown == "[0, 0] = 0 1\n         2 3\n[1, 0] = 4 5\n         6 7"


def test_a_tuple_of_arrays_is_shown_part_by_part():
    got, want = (np.ones(2), np.zeros(1)), (np.ones(2), np.ones(1))
    assert text(got, want) == "part 1 of 2:\n   1   1\npart 2 of 2:\n  [‹0›]"


@pytest.mark.parametrize("columns", [3, 10, 40])
def test_a_row_of_long_numbers_has_fewer_of_them(columns):
    """And the first wrong one is among them."""
    want = np.full((2, columns), 1 / 3)
    got = want.copy()
    got[1, -1] = -123456.789
    rows = text(got, want).splitlines()
    assert all(len(row) <= MAX_WIDTH + 2 for row in rows)
    assert "‹-123457›" in "".join(rows)


def test_a_tensor_of_one_number_is_shown_with_it():
    assert text([Tensor(np.array(4.0))], [1]) == "[tensor(4)]"


def through_the_wire(value):
    return from_wire(to_wire(value), lambda held: held)


TIMES = {
    "without a unit": (np.ones(2, "M8"), "1 in no unit 1 in no unit   (datetime64)"),
    "a difference without one": (np.ones(1, "m8"), "[1 in no unit]   (timedelta64)"),
    "never": (np.array(["NaT"], "M8"), "[NaT]   (datetime64)"),
    "with one": (np.ones(1, "M8[D]"), "[1970-01-02]   (datetime64[D])"),
    "in a list": ([np.timedelta64(3)], "[3 in no unit]"),
}


@pytest.mark.parametrize(("value", "shown"), TIMES.values(), ids=TIMES.keys())
def test_times_without_a_unit_are_numbers(value, shown):
    """NumPy itself raises where it should write them."""
    assert text(through_the_wire(value)) == shown


KEPT = {
    "in a dict": ({"a": np}, "{'a': <module>}"),
    "in an array": (np.array([len, 1]), "array([<builtin_function_or_method>, 1], dtype=object)"),
    "a masked array": (
        {"a": np.ma.array([1, 2], mask=[0, 1])},
        "{'a': <a masked array (1 of its 2 numbers masked)>}",
    ),
    "in a dict of lists": ({"a": [object]}, "{'a': [<type>]}"),
}


@pytest.mark.parametrize(("value", "shown"), KEPT.values(), ids=KEPT.keys())
def test_what_stayed_in_a_worker_is_shown_by_its_class(value, shown):
    """And never by the name of what stands for it here, or its address."""
    assert text(through_the_wire(value)) == shown


def test_rows_of_objects_are_shown_too():
    """NumPy asks each for an array, and a handle refuses."""
    layer = Handle(None, 0, ("mine.Layer",))
    assert text([[layer, layer], [1, 2]]) == "[[a Layer, a Layer], [1, 2]]"


def test_what_stands_for_an_object_is_written_as_that_object():
    """Wherever it is: a handle, what a step held, an earlier result."""
    handle = Handle(None, 0, ("mine.Layer", "object"))
    assert repr([handle, Held(("mine.Layer",)), Held(()), Ref(3)]) == (
        "[<Layer>, <Layer>, <object>, <object>]"
    )


# What a report keeps of a value ---------------------------------------------------------------


def kept(value, against=None, **asked):
    """Through JSON and back, as a report's reader has it."""
    made = as_data(value, against, **asked)
    read = msgspec.convert(
        json.loads(json.dumps(msgspec.to_builtins(made), allow_nan=False)), Value
    )
    assert read == made
    return read


def test_a_small_array_is_kept_whole_with_what_is_wrong_in_it():
    """As a script reads it: cells, shape, dtype, indices."""
    got, want = np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(2, 3)
    got[1, 2] = 7
    data = kept(got, want)
    assert (data.kind, data.type, data.shape, data.dtype) == (
        *("array", "numpy.ndarray"),
        *((2, 3), "float64"),
    )
    assert data.cells == [[0, 1, 2], [3, 4, 7]]
    assert (data.wrong, data.windows) == (((1, 2),), ())
    assert kept(got, got).wrong == ()
    assert kept(got).wrong is None
    assert kept(got, np.zeros(2)).wrong is None


def test_a_tensor_says_where_it_lies():
    data = kept(Tensor(np.ones(2, "float32"), device="cuda:0"))
    assert (data.type, data.dtype, data.device) == ("torch.Tensor", "float32", "cuda:0")


def test_of_a_large_array_what_is_shown_is_kept_with_its_place():
    """The first wrong cell is in it, and indices are those of the whole."""
    want = np.zeros((40, 50))
    got = want.copy()
    got[30, 45], got[39, 49] = 1, 1
    (window,) = kept(got, want).windows
    (row, column), cells = window.start, window.cells
    assert cells[30 - row][45 - column] == 1
    assert kept(got, want).wrong == ((30, 45),)
    assert kept(got, want).cells is None
    assert sum(map(len, cells)) <= MAX_WHOLE


@pytest.mark.parametrize(
    ("array", "cells"),
    [
        (np.array([np.nan, np.inf, -np.inf, 1.5]), ["nan", "inf", "-inf", 1.5]),
        (np.array([1 + 2j]), ["1+2j"]),
        (np.array(["a", "b"]), ["'a'", "'b'"]),
        (np.array(["2020-01-01"], "M8[D]"), ["2020-01-01"]),
        (np.array([3], "m8[s]"), ["3 seconds"]),
        (np.array([True, False]), [True, False]),
        (np.array([2**63 - 1, -(2**63)]), [2**63 - 1, -(2**63)]),
        (np.array([1e-300], "f2"), [0.0]),
        (np.array(7), 7),
        (np.array([b"x"]), ["b'x'"]),
    ],
    ids=str,
)
def test_what_json_has_no_number_for_is_text(array, cells):
    data = kept(array)
    assert data.cells == cells
    assert [*map(type, np.ravel(np.array(data.cells, object)))] == [
        *map(type, np.ravel(np.array(cells, object)))
    ]


@pytest.mark.parametrize(
    ("value", "kind", "kind_said", "cells"),
    [
        (3, "number", "int", 3),
        (3.0, "number", "float", 3.0),
        (float("nan"), "number", "float", "nan"),
        (True, "number", "bool", True),
        (10**30, "number", "int", str(10**30)),
        (np.float32(0.5), "number", "numpy.float32", 0.5),
        ("it's", "text", "str", "it's"),
        ([1, "a", None], "sequence", "list", [1, "a", None]),
        ((1, [2.0]), "sequence", "tuple", [1, [2.0]]),
        ([1] * 300, "sequence", "list", None),
        ([object()], "sequence", "list", None),
        (["a" * 500], "sequence", "list", None),
        ({"a": 1}, "other", "dict", None),
        (None, "other", "NoneType", None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_array_is_kept_as_far_as_json_has_it(value, kind, kind_said, cells):
    """Its text is always there."""
    data = kept(value)
    assert (data.kind, data.type, data.cells, type(data.cells)) == (
        *(kind, kind_said),
        *(cells, type(cells)),
    )
    assert data.text == text(value)


def test_a_list_has_its_wrong_places_too():
    assert kept([1, 2, 3], [1, 0, 3]).wrong == ((1,),)


@given(data=st.data())
def test_what_is_read_again_looks_the_same(data):
    """Nothing that the text is made of is lost in a report: of any shape, marked or not."""
    shape = data.draw(array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=14))
    kind = data.draw(st.sampled_from(["f8", "f4", "i8", "u1", "?", "c16"]))
    got = data.draw(arrays(kind, shape, fill=st.just(np.zeros((), kind)[()])))
    want = data.draw(st.none() | arrays(kind, shape, fill=st.just(np.zeros((), kind)[()])))
    assert as_text(kept(got, want)) == text(got, want)
    if want is not None and shape and got.size:
        wrong = differing(got, want)
        assert bool(kept(got, want).wrong) == (wrong is not None and bool(wrong.any()))


def test_numbers_from_both_ends_of_the_floats_differ_and_nobody_is_warned():
    ends = np.array(1.79e308 + 0j), np.array(-1.79e308 + 0j)
    assert differing(*ends).all()
    assert not differing(ends[0], ends[0]).any()


def test_what_has_marks_in_a_text_of_its_own_says_so():
    """A view may colour them, and takes them out for who may not know what is wrong."""
    places = (np.array([0, 0]), np.array([0, 1]))
    got, want = (Sparse("csr_array", (1, 2), places, np.array([1.0, n])) for n in (2, 3))
    beside = kept(got, want)
    assert "‹" in as_text(beside)
    assert is_marked(beside)
    assert "‹" not in as_text(unmarked(beside))
    assert not is_marked(unmarked(beside))
    assert not is_marked(kept("‹", "›"))


def test_no_letter_has_more_marks_than_a_language_needs():
    """They would be drawn over the lines above and below. Words of all languages stay."""
    assert safe("a" + "\u0300" * 400 + "b") == "a" + "\u0300" * MAX_MARKS + "…b"
    assert safe("x" + "\u20dd" * 9) == "x" + "\u20dd" * MAX_MARKS + "…"
    for word in ("Vi\u1ec7t", "e\u0302\u0301", "\u0928\u092e\u0938\u094d\u0924\u0947", "שָׁלוֹם"):
        assert safe(word) == word


def test_a_tensor_that_is_given_says_how_it_lies():
    apart = Tensor(np.zeros((2, 2)), "float32", "cpu", False, False)
    assert text(apart, given=True).endswith("(not contiguous)")
    assert "contiguous" not in text(Tensor(np.zeros((2, 2)), "float32"), given=True)
