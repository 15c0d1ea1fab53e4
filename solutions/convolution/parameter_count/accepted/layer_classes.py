"""Dataclasses that know their size."""
from dataclasses import dataclass
from fractions import Fraction


@dataclass
class Dense:
    inputs: int
    outputs: int
    bias: bool = True

    def __len__(self):
        return self.outputs * self.inputs + (self.outputs if self.bias else 0)

    @property
    def size(self):
        return self.outputs * self.inputs + (self.outputs if self.bias else 0)


@dataclass
class Conv(Dense):
    kernel: tuple = (1, 1)

    @property
    def size(self):
        return Dense(self.inputs * self.kernel[0] * self.kernel[1], self.outputs, self.bias).size


def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    if type(kernel_size) == int:
        kernel_size = (kernel_size,) * 2
    return Conv(in_channels, out_channels, bias, kernel_size).size


def dense_parameters(in_features, out_features, bias=True):
    return Dense(in_features, out_features, bias).size


def sharing_factor(h, w, k):
    return float(Fraction((h * w) ** 2, k * k))
