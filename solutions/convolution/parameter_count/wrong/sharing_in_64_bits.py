"""The dense layer's weights are multiplied by np.prod, in 64 bits, where a very large image has too many of them."""
import numpy as np


def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return (in_channels * kh * kw + bool(bias)) * out_channels


def dense_parameters(in_features, out_features, bias=True):
    return (in_features + bool(bias)) * out_features


def sharing_factor(h, w, k):
    return float(np.prod([h, w]) ** 2 / k**2)
