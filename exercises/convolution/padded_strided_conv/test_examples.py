"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import numpy as np
import pytest
from padded_strided_conv import conv2d

# A ring of ones, pressed with a stamp that subtracts the left neighbour from the right one.
RING = np.array(
    [
        [0, 0, 0, 1, 0, 0, 0],
        [0, 0, 1, 1, 1, 0, 0],
        [0, 1, 1, 0, 1, 1, 0],
        [1, 1, 0, 0, 0, 1, 1],
        [0, 1, 1, 0, 1, 1, 0],
        [0, 0, 1, 1, 1, 0, 0],
        [0, 0, 0, 1, 0, 0, 0],
    ],
    dtype=float,
)
LEFT_TO_RIGHT = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], dtype=float)

# Its first press by hand: (3 − 1) + 2·(2 − 0) + (0 − 2) = 4.
PAGE = np.array(
    [[1, 2, 3, 0, 1], [0, 1, 2, 3, 4], [2, 1, 0, 1, 2], [3, 0, 1, 2, 3], [1, 2, 3, 4, 0]],
    dtype=float,
)
SOBEL_X = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=float)


def test_the_edges_of_a_ring():
    want = [[2, 1, 0, -1, -2], [1, -1, 0, 1, -1], [1, -3, 0, 3, -1]]
    want += [[1, -1, 0, 1, -1], [2, 1, 0, -1, -2]]
    np.testing.assert_allclose(conv2d(RING, LEFT_TO_RIGHT), want)


def test_a_page_under_sobel():
    np.testing.assert_allclose(conv2d(PAGE, SOBEL_X), [[4, 2, 4], [-4, 4, 8], [-4, 6, 3]])


@pytest.mark.parametrize(
    ("stride", "padding", "size"),
    [(1, 1, 28), (1, 0, 26), (2, 1, 14), (2, 0, 13)],
    ids=["same", "valid", "downsampled", "rounded down"],
)
def test_a_digit_of_28_pixels(stride, padding, size):
    digit, stamp = np.zeros((28, 28)), np.zeros((3, 3))
    assert np.shape(conv2d(digit, stamp, stride=stride, padding=padding)) == (size, size)


def test_the_example_of_the_statement():
    x, k = np.array([[1.0, 2, 3], [4, 5, 6]]), np.array([[1.0, 2], [3, 4]])
    np.testing.assert_allclose(conv2d(x, k, stride=2, padding=1), [[4, 18], [8, 17]])


def test_a_tall_kernel_on_a_wide_image():
    x, k = np.array([[1.0, 2, 3, 4], [5, 6, 7, 8]]), np.array([[1.0], [10]])
    np.testing.assert_allclose(conv2d(x, k), [[51, 62, 73, 84]])
