"""NumPy, np.prod among it, multiplies in 64 bits and wraps around beyond them: Python's own ints have no end."""
import numpy as np


def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    weights = int(np.prod((out_channels, in_channels, *kernel_size)))
    return weights + (out_channels if bias else 0)


def dense_parameters(in_features, out_features, bias=True):
    return in_features * out_features + (out_features if bias else 0)


def sharing_factor(h, w, k):
    return (h * w) ** 2 / k**2
