"""Every call hands out the same array, so one caller can spoil it for all: make it inside the function."""
import numpy as np

SOBEL_X = np.array([[-1., 0., 1.], [-2., 0., 2.], [-1., 0., 1.]])
SOBEL_Y = np.array([[-1., -2., -1.], [0., 0., 0.], [1., 2., 1.]])
BLUR = np.ones((3, 3)) / 9
SHARPEN = 2 * np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]]) - BLUR


def sobel_x():
    return SOBEL_X


def sobel_y():
    return SOBEL_Y


def box_blur():
    return BLUR


def sharpen():
    return SHARPEN
