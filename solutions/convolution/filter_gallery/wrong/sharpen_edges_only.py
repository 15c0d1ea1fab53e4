"""Only what the blur took away is left, and flat grey turns black: the image itself has to stay in."""
import numpy as np


def sobel_x():
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel_y():
    return np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])


def box_blur():
    return np.ones((3, 3)) / 9


def sharpen():
    identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    return identity - box_blur()
