"""The answers are stored in the image's own type, and in a page of integers fractions are cut off, or what is too large wraps around: give the page a type that holds the products."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    xp = np.pad(x, padding)
    kh, kw = k.shape
    out_h = (xp.shape[0] - kh) // stride + 1
    out_w = (xp.shape[1] - kw) // stride + 1
    rows = []
    for i in range(out_h):
        row = []
        for j in range(out_w):
            row.append(np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k))
        rows.append(row)
    return np.array(rows).astype(x.dtype)
