def conv_parameters(
    in_channels: int, out_channels: int, kernel_size: int | tuple[int, int], bias: bool = True
) -> int:
    """How many numbers a convolution layer learns.

    in_channels, out_channels: C and O, >= 1. kernel_size: (kh, kw), or one int for a square.
    bias: whether each of the O filters has one.
    Returns an int, exact however large.
    """
    raise NotImplementedError


def dense_parameters(in_features: int, out_features: int, bias: bool = True) -> int:
    """How many numbers a dense layer learns: every output has a weight for every input.

    in_features, out_features: >= 1. bias: whether each output has one.
    Returns an int, exact however large.
    """
    raise NotImplementedError


def sharing_factor(h: int, w: int, k: int) -> float:
    """How many times fewer weights a k×k stamp has than a dense layer from h×w to h×w pixels.

    h, w, k: >= 1; one channel in, one out, no bias on either side.
    Returns a float: dense weights / stamp weights. A whole one may be an int.
    """
    raise NotImplementedError
