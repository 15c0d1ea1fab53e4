"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import pytest
from output_size import layers_until_empty, output_size, same_padding


def test_same_padding_keeps_28_pixels():
    assert output_size(28, 3, stride=1, padding=1) == 28


def test_valid_convolution_of_28_pixels():
    assert output_size(28, 3) == 26


def test_stride_two_halves_28_pixels():
    assert output_size(28, 3, stride=2, padding=1) == 14


def test_the_floor_is_not_a_formality():
    assert output_size(28, 3, stride=2) == 13


def test_seven_pixels_leave_five():
    assert output_size(7, 3) == 5


def test_a_kernel_that_does_not_fit():
    with pytest.raises(ValueError):  # noqa: PT011 - the message is yours to choose
        output_size(2, 3)


@pytest.mark.parametrize(("k", "padding"), [(1, 0), (3, 1), (7, 3)])
def test_padding_that_keeps_the_size(k, padding):
    assert same_padding(k) == padding


def test_32_pixels_last_for_15_layers():
    assert layers_until_empty(32, 3) == 15
