"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import numpy as np
from conv_as_dense import dense_matrix

PAGE = np.array(
    [[1, 2, 3, 0, 1], [0, 1, 2, 3, 4], [2, 1, 0, 1, 2], [3, 0, 1, 2, 3], [1, 2, 3, 4, 0]],
    dtype=float,
)
SOBEL_X = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=float)


def test_the_example_of_the_statement():
    want = [[1, 2, 0, 3, 4, 0], [0, 1, 2, 0, 3, 4]]
    np.testing.assert_allclose(dense_matrix(np.array([[1.0, 2], [3, 4]]), (2, 3)), want)


def test_sobel_as_one_matrix_product():
    """The window in the corner sums to (3 − 1) + 2·(2 − 0) + (0 − 2) = 4."""
    matrix = np.asarray(dense_matrix(SOBEL_X, (5, 5)))
    assert matrix.shape == (9, 25)
    np.testing.assert_allclose(
        (matrix @ PAGE.ravel()).reshape(3, 3), [[4, 2, 4], [-4, 4, 8], [-4, 6, 3]]
    )


def test_a_digit_of_28_pixels():
    """676 · 784 entries for nine numbers, each of them used 676 times."""
    matrix = np.asarray(dense_matrix(np.arange(1.0, 10.0).reshape(3, 3), (28, 28)))
    assert matrix.shape == (26 * 26, 28 * 28)
    values, uses = np.unique(matrix, return_counts=True)
    assert values.tolist() == list(range(10))
    assert uses[1:].tolist() == [676] * 9


def test_a_tall_kernel_on_a_wide_image():
    """The second kernel entry meets the pixel one image row below, W = 3 columns further on."""
    want = [[1, 0, 0, 10, 0, 0], [0, 1, 0, 0, 10, 0], [0, 0, 1, 0, 0, 10]]
    np.testing.assert_allclose(dense_matrix(np.array([[1.0], [10]]), (2, 3)), want)
