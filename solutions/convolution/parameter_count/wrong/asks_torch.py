"""torch builds the layer and counts it: the counting is the exercise."""
import torch.nn as nn


def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    layer = nn.Conv2d(in_channels, out_channels, kernel_size, bias=bias)
    return sum(p.numel() for p in layer.parameters())


def dense_parameters(in_features, out_features, bias=True):
    params = in_features * out_features
    if bias:
        params += out_features
    return params


def sharing_factor(h, w, k):
    dense = (h * w) * (h * w)
    return dense / (k * k)
