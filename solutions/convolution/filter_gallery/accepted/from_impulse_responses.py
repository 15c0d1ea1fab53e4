"""Each stamp read off from what it does to single pixels."""
import numpy as np


class Stamp:
    """Nine responses to nine unit images."""

    def __init__(self, respond):
        self.respond = respond

    def weights(self):
        k = np.empty((3, 3))
        for i in range(3):
            for j in range(3):
                unit = np.zeros((3, 3))
                unit[i, j] = 1
                k[i, j] = self.respond(unit)
        return k


def sobel_x():
    return Stamp(lambda p: np.dot([1, 2, 1], p[:, 2] - p[:, 0])).weights()


def sobel_y():
    return Stamp(lambda p: np.dot([1, 2, 1], p[2] - p[0])).weights()


def box_blur():
    return Stamp(np.mean).weights()


def sharpen():
    return Stamp(lambda p: 2 * p[1, 1] - p.mean()).weights()
