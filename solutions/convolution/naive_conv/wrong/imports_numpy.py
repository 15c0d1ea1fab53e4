"""The file imports NumPy: this exercise is done with plain lists and without any import."""
import numpy as np


def conv2d_naive(x, k):
    x, k = np.array(x), np.array(k)
    kh, kw = k.shape
    y = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(x[i:i + kh, j:j + kw] * k)
    return y.tolist()
