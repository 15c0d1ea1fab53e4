"""The blur weighs the middle more than the rim: that is a Gaussian blur, a box treats all nine pixels alike."""
import numpy as np


def sobel_x():
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel_y():
    return np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])


def box_blur():
    return np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16


def sharpen():
    identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    return 2 * identity - box_blur()
