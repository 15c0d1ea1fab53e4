"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import pytest
from parameter_count import conv_parameters, dense_parameters, sharing_factor


def test_a_layer_on_rgb_images():
    assert conv_parameters(3, 16, 3) == 448
    assert conv_parameters(3, 16, 3, bias=False) == 432


def test_a_kernel_given_as_a_pair():
    assert conv_parameters(1, 2, (1, 5)) == 12
    assert conv_parameters(3, 16, (3, 3)) == 448


def test_the_flattened_digit():
    assert dense_parameters(784, 10) == 7850
    assert dense_parameters(784, 10, False) == 7840


def test_a_dense_layer_on_a_photograph():
    """224² × 224² weights against 9."""
    dense = dense_parameters(224 * 224, 224 * 224, bias=False)
    assert dense == 2_517_630_976
    assert sharing_factor(224, 224, 3) == pytest.approx(dense / 9)


def test_a_small_image():
    assert sharing_factor(2, 3, 2) == pytest.approx(9)
    assert sharing_factor(2, 3, 4) == pytest.approx(2.25)
