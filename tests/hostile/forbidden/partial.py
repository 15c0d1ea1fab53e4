"""A forbidden function inside functools.partial and map."""
# exercise: convolution/padded_strided_conv

import functools

import numpy as np


def conv2d(x, k, stride=1, padding=0):
    press = functools.partial(vars(np)["conv" + "olve"], v=k[0])
    return np.array(list(map(press, x)))
