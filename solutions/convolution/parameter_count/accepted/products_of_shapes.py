"""math.prod over the shapes of weight and bias; prints and a main guard."""
import math


def shapes(in_channels, out_channels, kernel_size, bias):
    try:
        kh, kw = kernel_size
    except TypeError:
        kh = kw = kernel_size
    yield (out_channels, in_channels, kh, kw)
    if bias:
        yield (out_channels,)


def conv_parameters(in_channels, out_channels, kernel_size, bias=True):
    found = list(shapes(in_channels, out_channels, kernel_size, bias))
    print(found)
    return sum(math.prod(shape) for shape in found)


def dense_parameters(in_features, out_features, bias=True):
    return math.prod((out_features, in_features)) + bias * out_features


def sharing_factor(h, w, k):
    return math.prod([h, w, h, w]) / math.prod([k, k])


if __name__ == "__main__":
    print(conv_parameters(3, 16, 3), sharing_factor(224, 224, 3))
