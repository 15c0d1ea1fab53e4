"""NumPy where nobody needs it; its 64-bit integers are enough."""
import numpy as np


def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = np.broadcast_to(np.asarray(kernel_size, dtype=object), 2)
    return out_channels * (in_channels * kh * kw + int(bias))


def dense_parameters(in_features, out_features, bias=True):
    return np.int64(in_features) * np.int64(out_features) + np.int64(out_features) * bool(bias)


def sharing_factor(h, w, k):
    return np.float64(h * w) ** 2 / np.square(k)
