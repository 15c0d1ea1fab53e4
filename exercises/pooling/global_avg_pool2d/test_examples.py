"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

import numpy as np
from global_avg_pool2d import global_avg_pool2d


def test_the_example_of_the_statement():
    x = np.array([[[[1.0, 2, 3], [4, 5, 6]], [[0, 0, 0], [0, 9, 0]]]])
    np.testing.assert_allclose(global_avg_pool2d(x), [[3.5, 1.5]])


def test_two_images():
    x = np.array([[[[1.0, 3]]], [[[5, 9]]]])
    np.testing.assert_allclose(global_avg_pool2d(x), [[2], [7]])


def test_512_maps_become_512_numbers():
    assert np.shape(global_avg_pool2d(np.zeros((2, 512, 7, 9)))) == (2, 512)


def test_bytes_do_not_overflow():
    x = np.array([[[[200, 201], [100, 101]]]], dtype=np.uint8)
    np.testing.assert_allclose(global_avg_pool2d(x), [[150.5]])
