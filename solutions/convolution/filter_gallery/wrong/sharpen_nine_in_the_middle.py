"""Sharpening subtracts the eight neighbours whole: nine times the blur is taken away, not the blur."""
import numpy as np


def sobel_x():
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel_y():
    return np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])


def box_blur():
    return np.ones((3, 3)) / 9


def sharpen():
    return np.array([[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]])
