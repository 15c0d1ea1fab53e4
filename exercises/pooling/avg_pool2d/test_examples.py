"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import numpy as np
from avg_pool2d import avg_pool2d

PAGE = np.array([[[[4.0, 8, 0], [2, 6, 0]]]])


def test_the_example_of_the_statement():
    np.testing.assert_allclose(avg_pool2d(PAGE, 2, padding=1), [[[[1, 2], [0.5, 1.5]]]])


def test_the_example_without_counting_the_padding():
    got = avg_pool2d(PAGE, 2, padding=1, count_include_pad=False)
    np.testing.assert_allclose(got, [[[[4, 4], [2, 3]]]])


def test_no_stride_means_side_by_side():
    x = np.array([[[[1.0, 2, 3, 4, 9], [5, 6, 7, 8, 9]]]])
    np.testing.assert_allclose(avg_pool2d(x, 2), [[[[3.5, 5.5]]]])


def test_overlapping_windows():
    x = np.array([[[[1.0, 2, 3], [5, 6, 7]]]])
    np.testing.assert_allclose(avg_pool2d(x, 2, stride=1), [[[[3.5, 4.5]]]])


def test_bytes_do_not_overflow():
    x = np.array([[[[200, 201], [100, 101]]]], dtype=np.uint8)
    np.testing.assert_allclose(avg_pool2d(x, 2), [[[[150.5]]]])
