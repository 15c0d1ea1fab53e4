"""The blur's nine entries are one number in memory: who changes one of them changes all."""
import numpy as np


def sobel_x(): return np.outer([1., 2, 1], [-1, 0, 1])


def sobel_y(): return sobel_x().T


def box_blur(): return np.lib.stride_tricks.as_strided(np.array([1 / 9]), (3, 3), (0, 0), writeable=True)


def sharpen():
    s = -box_blur(); s[1, 1] += 2; return s
