"""Two numbers that are shown because they differ look different, in as few digits as that takes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.explain.call import Call
from grader.explain.convolution_sum import window
from grader.wording.value_text import text

APART = [
    (np.float32([[79250944]]), np.array([[79250945]]), "[[79250944]]   (float32)"),
    (np.array([[79250945]]), np.float32([[79250944]]), "[[79250945]]   (int64)"),
    (79250944.0, 79250945, "79250944.0"),
    (0.12345678, 0.12345679, "0.12345678"),
    ([0.12345678, 1.0], [0.12345679, 1.0], "[0.12345678, 1]"),
    ((1, [0.12345678]), (1, [0.12345679]), "(1, [0.12345678])"),
    (np.float64(0.12345678), 0.12345679, "0.12345678"),
    (1.0000001e300, 1e300, "1.0000001e+300"),
    (1.0, 10**400, "1.0"),
]


@pytest.mark.parametrize(("got", "want", "shown"), APART)
def test_as_many_digits_are_shown_as_tell_two_numbers_apart(got, want, shown):
    """7.92509e+07 beside 79250945 says that a right answer was refused."""
    said = text(got, want).replace("‹", " ").replace("›", " ").rstrip()
    assert said == shown


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_floats_that_differ_never_look_alike(one, other):
    assert one == other or text(one, other) != text(other, one)


def test_what_differs_by_rounding_is_not_shown_where_more_is_wrong():
    assert text([0.1 + 0.2, 5.0], [0.3, 6.0]) == "[0.3, 5]"


def test_a_sum_of_products_shows_whole_numbers_whole():
    """7937·9985 = 7.92509e+07 doesn't show the digit that went wrong."""
    call = Call("conv2d", {"x": np.array([[7937]]), "k": np.array([[9985]])})
    got, want = np.float32([[79250944]]), np.array([[79250945]])
    assert window(call, got, want) == "output[0, 0] = 7937·9985 = 79250945"
    halves = Call("conv2d", {"x": np.array([[0.5]]), "k": np.array([[1 / 3]])})
    assert window(halves, got, np.array([[1 / 6]])) == "output[0, 0] = 0.5·0.333333 = 0.166667"


def test_a_list_that_was_given_is_shown_whole_where_it_is_short():
    """Whoever is to try the call needs all of it; of a long one the beginning is shown."""
    assert text([(1, 2)] * 20, given=True).count("(1, 2)") == 20
    assert text([(1, 2)] * 20).endswith("… 20 items]")
    assert text([(1, 2)] * 200, given=True).endswith("… 200 items]")


def test_a_sum_of_products_has_as_many_digits_as_the_answers():
    odd = np.array([[1 + 2**-24]])
    call, got = Call("conv2d", {"x": odd, "k": odd}), np.float32([[1]])
    assert window(call, got, odd * odd) == "output[0, 0] = 1·1 = 1"
    shown = "output[0, 0] = 1.00000006·1.00000006 = 1.00000012"
    assert window(call, got, odd * odd, digits=9) == shown
