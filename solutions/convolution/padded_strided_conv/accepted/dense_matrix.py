"""The matrix a dense layer would need, times the flattened page."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(np.array(x, float), padding)
    H, W = page.shape
    kh, kw = k.shape
    tops, lefts = range(0, H - kh + 1, stride), range(0, W - kw + 1, stride)
    M = np.zeros((len(tops) * len(lefts), H * W))
    for row, (t, l) in enumerate((t, l) for t in tops for l in lefts):
        stamp = np.zeros((H, W))
        stamp[t:t + kh, l:l + kw] = k
        M[row] = stamp.ravel()
    return (M @ page.ravel()).reshape(len(tops), len(lefts))
