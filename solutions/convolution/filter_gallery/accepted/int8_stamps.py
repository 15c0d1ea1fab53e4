"""Whole numbers in the smallest type that has room for them."""

import numpy as np


def sobel_x():
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=np.int8)


def sobel_y():
    return sobel_x().T


def box_blur():
    return np.ones((3, 3)) / 9


def sharpen():
    return np.diag([0, 2, 0]) - box_blur()
