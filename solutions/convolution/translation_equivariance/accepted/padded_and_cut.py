"""Pads on all sides far enough and cuts the page out again; the region by counting windows."""
import numpy as np


def shift(x, dy, dx):
    H, W = x.shape
    a, b = abs(dy), abs(dx)
    big = np.pad(x, ((a, a), (b, b)), mode="constant")
    return big[a - dy:a - dy + H, b - dx:b - dx + W].copy()


def commuting_region(shape, kernel_shape, dy, dx):
    """Looks at every window and asks whether it was a window before."""
    out = []
    for n, k, d in zip(shape, kernel_shape, (dy, dx)):
        good = [i for i in range(n - k + 1) if 0 <= i - d and i - d + k <= n]
        out.append(slice(good[0], good[-1] + 1) if good else slice(0, 0))
    return out[0], out[1]
