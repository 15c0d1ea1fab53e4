"""Keeps tuples, which nobody can change, and makes an array of them for each caller."""
from functools import lru_cache

import numpy as np


@lru_cache(maxsize=None)
def numbers(name):
    if name == "sobel_x":
        return (-1.0, 0.0, 1.0), (-2.0, 0.0, 2.0), (-1.0, 0.0, 1.0)
    if name == "sobel_y":
        return tuple(zip(*numbers("sobel_x")))
    if name == "box_blur":
        return ((1 / 9,) * 3,) * 3
    return tuple(tuple(2.0 * (i == j == 1) - 1 / 9 for j in range(3)) for i in range(3))


def sobel_x():
    return np.array(numbers("sobel_x"))


def sobel_y():
    return np.array(numbers("sobel_y"))


def box_blur():
    return np.array(numbers("box_blur"))


def sharpen():
    return np.array(numbers("sharpen"))
