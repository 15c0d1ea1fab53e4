"""Smoothing times difference."""
import numpy as np

SMOOTH = np.array([1, 2, 1])
DIFFERENCE = np.array([-1, 0, 1])


def sobel_x() -> np.ndarray:
    return np.outer(SMOOTH, DIFFERENCE)


def sobel_y() -> np.ndarray:
    return np.outer(DIFFERENCE, SMOOTH)


def box_blur() -> np.ndarray:
    third = np.full(3, 1 / 3)
    return np.outer(third, third)


def sharpen() -> np.ndarray:
    delta = np.zeros((3, 3))
    delta[1, 1] = 1
    return delta + (delta - box_blur())
