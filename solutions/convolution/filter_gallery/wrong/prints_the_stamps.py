"""The stamps are printed and not returned.

Evidence: print
"""
import numpy as np


def sobel_x():
    print(np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]))


def sobel_y():
    print(np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]))


def box_blur():
    print(np.ones((3, 3)) / 9)


def sharpen():
    identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    print(2 * identity - np.ones((3, 3)) / 9)
