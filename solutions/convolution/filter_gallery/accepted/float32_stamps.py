"""float32 throughout, as images often are."""
import numpy as np


def sobel_x():
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=np.float32)


def sobel_y():
    return np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]], dtype=np.float32)


def box_blur():
    return (np.ones((3, 3)) / 9).astype(np.float32)


def sharpen():
    identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    return (2 * identity - box_blur()).astype('f4')
