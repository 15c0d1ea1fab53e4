"""A filter with its bias, times the number of filters; every function by the one before."""
from typing import Tuple, Union

Size = Union[int, Tuple[int, int]]


def conv_parameters(in_channels: int, out_channels: int, kernel_size: Size, bias: bool = True) -> int:
    kh, kw = kernel_size if isinstance(kernel_size, (tuple, list)) else (kernel_size, kernel_size)
    return (in_channels * kh * kw + (1 if bias else 0)) * out_channels


def dense_parameters(in_features: int, out_features: int, bias: bool = True) -> int:
    return conv_parameters(in_features, out_features, 1, bias)


def sharing_factor(h: int, w: int, k: int) -> float:
    return dense_parameters(h * w, h * w, bias=False) / conv_parameters(1, 1, k, False)
