"""A forbidden function from numpy.ma, which wraps it."""
# exercise: convolution/padded_strided_conv
# also: error

import numpy as np


def conv2d(x, k, stride=1, padding=0):
    return np.array([getattr(np.ma, "conv" + "olve")(x[0], k[0])])
