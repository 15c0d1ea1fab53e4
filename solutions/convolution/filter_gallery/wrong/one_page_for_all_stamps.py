"""All four functions draw on the same page and hand it out: the next stamp overwrites the one before."""
import numpy as np

_page = np.zeros((3, 3))


def sobel_x():
    _page[:] = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    return _page


def sobel_y():
    _page[:] = [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
    return _page


def box_blur():
    _page[:] = 1 / 9
    return _page


def sharpen():
    _page[:] = -1 / 9
    _page[1, 1] += 2
    return _page
