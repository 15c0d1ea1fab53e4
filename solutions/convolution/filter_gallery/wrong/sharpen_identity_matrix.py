"""The identity matrix has a diagonal of ones; the stamp that leaves an image alone has a single one, in the middle."""
import numpy as np


def sobel_x():
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel_y():
    return np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])


def box_blur():
    return np.ones((3, 3)) / 9


def sharpen():
    return 2 * np.eye(3) - box_blur()
