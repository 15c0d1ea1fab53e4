"""A forbidden function as a class's attribute."""
# exercise: convolution/padded_strided_conv

import numpy as np


class Tools:
    multiply = staticmethod(np.__dict__["conv" + "olve"])


def conv2d(x, k, stride=1, padding=0):
    return Tools().multiply(x[0], k[0])
