"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import numpy as np
import pytest
from im2col import conv2d_gemm, im2col

PAGE = np.array(
    [[1, 2, 3, 0, 1], [0, 1, 2, 3, 4], [2, 1, 0, 1, 2], [3, 0, 1, 2, 3], [1, 2, 3, 4, 0]],
    dtype=float,
).reshape(1, 1, 5, 5)
SOBEL_X = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=float).reshape(1, 1, 3, 3)


def test_three_windows():
    x = np.array([[[[1.0, 2, 3, 4], [5, 6, 7, 8]]]])
    np.testing.assert_allclose(im2col(x, 2), [[[1, 2, 3], [2, 3, 4], [5, 6, 7], [6, 7, 8]]])


def test_one_channel_after_the_other():
    x = np.arange(24.0).reshape(1, 2, 3, 4)
    columns = np.asarray(im2col(x, (2, 2)))
    assert columns.shape == (1, 8, 6)
    np.testing.assert_allclose(columns[0, :, 0], [0, 1, 4, 5, 12, 13, 16, 17])
    np.testing.assert_allclose(columns[0, 0], [0, 1, 2, 4, 5, 6])


def test_a_padded_pixel():
    """The page is 3×3 with a 7 in its middle; a 2×3 kernel fits twice, upper and lower."""
    columns = im2col(np.full((1, 1, 1, 1), 7.0), (2, 3), padding=1)
    np.testing.assert_allclose(columns, [[[0, 0], [0, 7], [0, 0], [0, 0], [7, 0], [0, 0]]])


def test_sobel_on_a_page_of_25_pixels():
    """The first press by hand: (3 − 1) + 2·(2 − 0) + (0 − 2) = 4."""
    y = np.asarray(conv2d_gemm(PAGE, SOBEL_X))
    np.testing.assert_allclose(y, [[[[4, 2, 4], [-4, 4, 8], [-4, 6, 3]]]])


@pytest.mark.parametrize(
    ("stride", "padding", "size"),
    [(1, 1, 28), (1, 0, 26), (2, 1, 14), (2, 0, 13)],
    ids=["same", "valid", "downsampled", "rounded down"],
)
def test_a_digit_of_28_pixels(stride, padding, size):
    digit, stamp = np.zeros((1, 1, 28, 28)), np.zeros((1, 1, 3, 3))
    assert np.shape(im2col(digit, 3, stride, padding)) == (1, 9, size * size)
    assert np.shape(conv2d_gemm(digit, stamp, None, stride, padding)) == (1, 1, size, size)


def test_a_layer_on_rgb_images():
    x, w, b = np.zeros((8, 3, 32, 32)), np.zeros((16, 3, 3, 3)), np.arange(16.0)
    assert np.shape(im2col(x, 3, padding=1)) == (8, 27, 1024)
    y = np.asarray(conv2d_gemm(x, w, b, padding=1))
    assert y.shape == (8, 16, 32, 32)
    np.testing.assert_allclose(y[3, :, 5, 7], b)
