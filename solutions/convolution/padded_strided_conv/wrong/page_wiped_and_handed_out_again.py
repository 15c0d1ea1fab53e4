"""The array for the answer is made once for each size; every call wipes it, fills it and hands it out, and so overwrites the answer of an earlier call."""
import numpy as np

pages = {}


def conv2d(x, k, stride=1, padding=0):
    xp = np.pad(x, padding)
    kh, kw = k.shape
    size = (xp.shape[0] - kh) // stride + 1, (xp.shape[1] - kw) // stride + 1
    y = pages.setdefault(size, np.zeros(size))  # allocating is slow
    y[:] = 0
    for u in range(kh):
        for v in range(kw):
            y += k[u, v] * xp[u:, v:][:(size[0] - 1) * stride + 1:stride, :(size[1] - 1) * stride + 1:stride]
    return y
