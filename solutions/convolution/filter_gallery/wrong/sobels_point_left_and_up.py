"""Both Sobels have their sign turned round, as if the stamp were flipped: it is pressed as it lies, and is positive where the image gets brighter to the right, or downwards."""
import numpy as np


def sobel_x():
    return np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])


def sobel_y():
    return np.array([[1.0, 2, 1], [0, 0, 0], [-1, -2, -1]])


def box_blur():
    return np.ones((3, 3)) / 9


def sharpen():
    identity = np.zeros((3, 3))
    identity[1, 1] = 1
    return 2 * identity - box_blur()
