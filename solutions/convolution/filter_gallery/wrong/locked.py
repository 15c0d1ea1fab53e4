"""The stamps are locked against changes: who gets a new array may do with it as they like."""

import numpy as np


def locked(stamp):
    stamp = np.array(stamp, dtype=float)
    stamp.flags.writeable = False
    return stamp


def sobel_x():
    return locked([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel_y():
    return locked(sobel_x().T)


def box_blur():
    return locked(np.ones((3, 3)) / 9)


def sharpen():
    return locked(np.diag([0, 2, 0]) - box_blur())
