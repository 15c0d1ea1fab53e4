"""The stamps carry batch and channel axes of length 1; a single stamp is (3, 3)."""
import numpy as np


def sobel_x():
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]).reshape(1, 1, 3, 3)


def sobel_y():
    return np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]).reshape(1, 1, 3, 3)


def box_blur():
    return np.ones((1, 1, 3, 3)) / 9


def sharpen():
    identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    return 2 * identity - box_blur()
