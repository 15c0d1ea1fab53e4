"""Stamps are np.matrix: stamp * window is a product of matrices, and not of their numbers."""

import numpy as np


def sobel_x():
    return np.matrix("-1 0 1; -2 0 2; -1 0 1")


def sobel_y():
    return sobel_x().T


def box_blur():
    return np.matrix(np.ones((3, 3))) / 9


def sharpen():
    stamp = -box_blur()
    stamp[1, 1] += 2
    return stamp
