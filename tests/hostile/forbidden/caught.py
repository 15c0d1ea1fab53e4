"""A forbidden call whose exception is caught, and the right answer afterwards."""
# exercise: convolution/padded_strided_conv

import numpy as np


def conv2d(x, k, stride=1, padding=0):
    try:
        vars(np)["conv" + "olve"](x[0], k[0])
    except BaseException:
        pass
    page = np.pad(x, padding)
    windows = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k)
