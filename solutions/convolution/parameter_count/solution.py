"""Counting: the product of a weight's shape, and one bias for each output channel."""


def conv_parameters(
    in_channels: int, out_channels: int, kernel_size: int | tuple[int, int], bias: bool = True
) -> int:
    """How many numbers a convolution layer learns.

    in_channels, out_channels: C and O. kernel_size: (kh, kw), or one int for a square.
    A filter with its bias has C·kh·kw + 1 numbers, and there are O filters.
    Source: the shapes of torch.nn.Conv2d, weight (O, C, kh, kw) and bias (O,).
    """
    kh, kw = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    # A filter's window holds C·kh·kw numbers: to the filter, it is a dense layer's input.
    return dense_parameters(in_channels * kh * kw, out_channels, bias)


def dense_parameters(in_features: int, out_features: int, bias: bool = True) -> int:
    """How many numbers a dense layer learns: every output has a weight for every input."""
    biases = out_features if bias else 0
    return out_features * in_features + biases


def sharing_factor(h: int, w: int, k: int) -> float:
    """How many times fewer weights a k×k stamp has than a dense layer from h×w to h×w pixels.

    One channel, no bias. Source: Goodfellow, Bengio & Courville, Deep Learning, section 9.2.
    """
    return (h * w) ** 2 / k**2
