"""The middle row or column counts no more than the others: these are Prewitt's stamps, Sobel doubles the middle."""
import numpy as np


def sobel_x():
    return np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])


def sobel_y():
    return np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]])


def box_blur():
    return np.ones((3, 3)) / 9


def sharpen():
    identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    return 2 * identity - box_blur()
