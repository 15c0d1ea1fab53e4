"""Calls that differ in the type of their arrays alone, for who remembers answers without it."""

from __future__ import annotations

import numpy as np
import pytest

from grader.checks import in_other_types

X = np.array([[0.0, -1.0, 2.5], [300.0, 0.0, 0.0]])
CALL = (X, 2, None, X[0])


@pytest.mark.parametrize("array", [X, X.astype("int64"), X.astype("float16"), np.zeros((1, 1))])
def test_the_same_bytes_are_other_numbers(array):
    """Also where the array has nothing but zeros: a memory by bytes and shape is always found."""
    unsigned, signed, _, _ = (call[0] for call in in_other_types(array))
    assert (unsigned.dtype, signed.dtype) == ("uint8", "int8")
    assert unsigned.tobytes() == signed.tobytes()
    assert unsigned.shape == signed.shape == array.shape
    assert (unsigned != signed).any()


def test_the_same_numbers_come_in_fewer_digits_first():
    """Who has rounded an answer to float16 has it when float64 is asked for."""
    *_, few, many = (call[0] for call in in_other_types(*CALL))
    assert (few.dtype, many.dtype) == ("float16", "float64")
    assert (few == many).all()
    assert set(many.ravel()) <= set(np.arange(-4, 5) / 2)


def test_all_arrays_change_their_type_and_nothing_else_does():
    for x, size, none, row in in_other_types(*CALL):
        assert x.dtype == row.dtype
        assert (x.shape, row.shape) == ((2, 3), (3,))
        assert (size, none) == (2, None)
    assert X[1, 0] == 300
