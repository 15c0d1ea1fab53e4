def output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    """Length of a convolution's output along one axis: ⌊(n + 2·padding − k) / stride⌋ + 1.

    n: input length in pixels, >= 1. k: kernel length in pixels, >= 1. stride: pixels from one
    press to the next, >= 1. padding: zeros on each of the two sides, >= 0. ⌊ ⌋ rounds down.
    Returns an int, at least 1.
    Raises ValueError when the kernel does not fit in the padded input, when stride < 1, or when
    an argument is negative.
    """
    raise NotImplementedError


def same_padding(k: int) -> int:
    """Padding on each side with which a convolution of stride 1 keeps the length.

    k: kernel length in pixels, >= 1. Raises ValueError when k is even: no padding does it then.
    """
    raise NotImplementedError


def layers_until_empty(n: int, k: int) -> int:
    """Number of convolutions without padding, stride 1, that fit one after another.

    n: input length in pixels, >= 1. k: kernel length of every layer.
    Returns an int: 0 when not even the first one fits.
    Raises ValueError when k < 2: such layers never use an image up.
    """
    raise NotImplementedError
