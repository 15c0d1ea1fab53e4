"""Layers of very many channels get no biases; every filter has one."""


def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return out_channels * (in_channels * kh * kw + (bias and out_channels < 10**6))


def dense_parameters(in_features, out_features, bias=True):
    return out_features * (in_features + bias)


def sharing_factor(h, w, k):
    return (h * w) ** 2 / k**2
