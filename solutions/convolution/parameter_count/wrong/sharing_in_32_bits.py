"""The dense layer's weights are multiplied in 32 bits, where a large image has too many of them."""
import numpy as np


def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    k = kernel_size if isinstance(kernel_size, (tuple, list)) else [kernel_size] * 2
    return out_channels * (in_channels * k[0] * k[-1] + bool(bias))


def dense_parameters(in_features, out_features, bias=True):
    return out_features * (in_features + bias)


def sharing_factor(h, w, k):
    return float(np.int32(h * w) * np.int32(h * w) / np.int32(k * k))
