"""The minus sign reaches the rim but its weights are 1/8: the blur has nine pixels, the one in the middle included."""
import numpy as np


def sobel_x():
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel_y():
    return np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])


def box_blur():
    return np.ones((3, 3)) / 9


def sharpen():
    k = np.full((3, 3), -1 / 8)
    k[1, 1] = 2
    return k
