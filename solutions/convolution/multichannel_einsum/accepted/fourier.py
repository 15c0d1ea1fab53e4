"""Correlation is a product in the frequency domain; the channels still meet in an einsum."""
import numpy as np


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels of x and w must match")
    size = x.shape[2:]
    kh, kw = w.shape[2:]
    X = np.fft.rfft2(x, s=size, axes=(2, 3))
    K = np.fft.rfft2(w, s=size, axes=(2, 3)).conj()
    Y = np.einsum("bcij,ocij->boij", X, K)
    y = np.fft.irfft2(Y, s=size, axes=(2, 3))[:, :, :size[0] - kh + 1, :size[1] - kw + 1]
    return y if b is None else y + b.reshape(-1, 1, 1)
