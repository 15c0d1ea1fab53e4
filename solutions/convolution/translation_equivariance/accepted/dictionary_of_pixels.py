"""A page as a dictionary from places to pixels; a class for a moved axis."""
import numpy as np


class Axis:
    def __init__(self, length, offset):
        self.length, self.offset = length, offset

    def kept(self):
        first = 0 if self.offset < 0 else self.offset
        last = self.length - 1 + (self.offset if self.offset < 0 else 0)
        return slice(first, first if last < first else last + 1)


def shift(x: np.ndarray, dy: int, dx: int) -> np.ndarray:
    pixels = {(i + dy, j + dx): value for (i, j), value in np.ndenumerate(x)}
    return np.array([[pixels.get((i, j), 0) for j in range(x.shape[1])] for i in range(x.shape[0])])


def commuting_region(shape, kernel_shape, dy, dx):
    rows = Axis(shape[0] - kernel_shape[0] + 1, dy)
    cols = Axis(shape[1] - kernel_shape[1] + 1, dx)
    return rows.kept(), cols.kept()
