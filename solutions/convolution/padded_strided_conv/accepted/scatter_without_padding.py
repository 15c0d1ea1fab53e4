"""Every pixel gives itself to the windows that see it; nothing is padded."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    H, W = x.shape
    kh, kw = k.shape
    out = np.zeros(((H + 2 * padding - kh) // stride + 1, (W + 2 * padding - kw) // stride + 1))
    for (r, c), pixel in np.ndenumerate(x):
        for (u, v), weight in np.ndenumerate(k):
            i, rest_i = divmod(r + padding - u, stride)
            j, rest_j = divmod(c + padding - v, stride)
            if rest_i == 0 and rest_j == 0 and 0 <= i < out.shape[0] and 0 <= j < out.shape[1]:
                out[i, j] += float(pixel) * float(weight)
    return out
