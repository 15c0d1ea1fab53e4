"""Values as text: what tells two of them apart is in it, and a line has room on a terminal."""

from __future__ import annotations

import random

import numpy as np
import pytest

from grader.checks.proxy import Handle
from grader.wire.arrays import Tensor
from grader.wire.messages import Held, Ref
from grader.wire.values import from_wire, to_wire
from grader.wording.value_text import MAX_WIDTH, has_noted_dtype, number, text


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
    assert text(np.ones(1)) == "1"
    assert text(np.ones(1), dtypes=True) == "1   (float64)"
    assert text(Tensor(np.ones(1, "float32")), dtypes=True) == "1   (float32 tensor)"


def test_dtypes_are_said_where_they_are_of_another_kind():
    ours, theirs = np.zeros(1, np.uint8), np.array([256.0])
    assert text(theirs, ours) == "‹256›   (float64)"
    assert text(Tensor(np.ones(1)), Tensor(np.ones(1, "float32"))) == " 1   (float64 tensor)"
    assert text(Tensor(np.ones(1, "float32")), Tensor(np.ones(1))) == " 1"


@pytest.mark.parametrize("value", [np.ones(1), Tensor(np.ones(1, "float32")), [1.0], 1, None])
def test_what_is_usual_is_not_noted(value):
    assert not has_noted_dtype(value)


def test_layout_and_protection_are_said_of_arguments_alone():
    """An answer is as good read-only."""
    array = np.asfortranarray(np.ones((2, 2)))
    array.flags.writeable = False
    assert text(array, given=True).endswith("(not contiguous, read-only)")
    assert text(array) == "1 1\n1 1"


def test_planes_have_their_index_in_front_of_them():
    shown = text(np.arange(8.0).reshape(2, 1, 2, 2))
    assert shown == "[0, 0] = 0 1\n         2 3\n[1, 0] = 4 5\n         6 7"


def test_a_tuple_of_arrays_is_shown_part_by_part():
    got, want = (np.ones(2), np.zeros(1)), (np.ones(2), np.ones(1))
    assert text(got, want) == "part 1 of 2:\n   1   1\npart 2 of 2:\n  ‹0›"


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
    "a difference without one": (np.ones(1, "m8"), "1 in no unit   (timedelta64)"),
    "never": (np.array(["NaT"], "M8"), "NaT   (datetime64)"),
    "with one": (np.ones(1, "M8[D]"), "1970-01-02   (datetime64[D])"),
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
