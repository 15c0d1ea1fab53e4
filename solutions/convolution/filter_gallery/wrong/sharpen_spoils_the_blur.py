"""sharpen is worked out inside the blur's own array, so the blur is another stamp afterwards: work on a copy."""
import numpy as np

blur = np.full((3, 3), 1 / 9)


def sobel_x():
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel_y():
    return sobel_x().T.copy()


def box_blur():
    return blur.copy()


def sharpen():
    k = blur
    k *= -1
    k[1, 1] += 2
    return k.copy()
