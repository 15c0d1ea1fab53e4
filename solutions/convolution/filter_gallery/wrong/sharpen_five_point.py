"""This sharpening stamp looks at four neighbours only; the one asked for is twice the image minus the box blur of all nine pixels."""
import numpy as np


def sobel_x():
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel_y():
    return np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])


def box_blur():
    return np.ones((3, 3)) / 9


def sharpen():
    return np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
