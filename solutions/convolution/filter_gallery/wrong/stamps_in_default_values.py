"""Each stamp is made once, as a default value is, and every caller gets the same array."""
import numpy as np


def sobel_x(stamp=np.outer([1., 2., 1.], [-1., 0., 1.])):
    return stamp


def sobel_y(stamp=np.outer([-1., 0., 1.], [1., 2., 1.])):
    return stamp


def box_blur(stamp=np.full((3, 3), 1 / 9)):
    return stamp


def sharpen():
    stamp = -box_blur()
    stamp[1, 1] += 2
    return stamp
