"""The weights 3, 10, 3 are Scharr's; Sobel's are 1, 2, 1."""
import numpy as np


def sobel_x():
    return np.array([[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]])


def sobel_y():
    return np.array([[-3, -10, -3], [0, 0, 0], [3, 10, 3]])


def box_blur():
    return np.ones((3, 3)) / 9


def sharpen():
    identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    return 2 * identity - box_blur()
