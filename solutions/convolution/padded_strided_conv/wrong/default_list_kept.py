"""Rows of earlier calls are still in the list: one that is made once, in a default argument or outside of the function, is the same at each call."""
import numpy as np


def conv2d(x, k, stride=1, padding=0, rows=[]):
    xp = np.pad(x, padding)
    kh, kw = k.shape
    for r in range(0, xp.shape[0] - kh + 1, stride):
        row = [np.sum(xp[r:r + kh, c:c + kw] * k) for c in range(0, xp.shape[1] - kw + 1, stride)]
        rows.append(row)
    return np.array(rows)
