"""The size of the page: room to move, whole jumps, and one more press than jumps."""


def output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    """Length of a convolution's output along one axis: ⌊(n + 2·padding − k) / stride⌋ + 1.

    n, k: lengths of input and kernel in pixels. stride >= 1. padding >= 0 on each side.
    Raises ValueError when the kernel does not fit in the padded input, when stride < 1, or when
    an argument is negative.
    Source: Dumoulin & Visin, A guide to convolution arithmetic for deep learning, relationship 6.
    """
    if stride < 1 or min(n, k, padding) < 0:
        raise ValueError(f"no such convolution: {n=}, {k=}, {stride=}, {padding=}")
    room = n + 2 * padding - k
    if room < 0:
        raise ValueError(f"a kernel of {k} does not fit in {n} + 2·{padding} pixels")
    return room // stride + 1


def same_padding(k: int) -> int:
    """Padding on each side with which a convolution of stride 1 keeps the length.

    k: kernel length in pixels, >= 1. Raises ValueError when k is even.
    """
    if k % 2 == 0:
        raise ValueError(f"a kernel of {k} has no middle pixel")
    return k // 2


def layers_until_empty(n: int, k: int) -> int:
    """Number of convolutions without padding, stride 1, that fit one after another.

    n: input length in pixels, >= 1. k: kernel length of every layer. The closed form is
    (n − 1) // (k − 1); the loop says what it counts.
    Raises ValueError when k < 2: such layers never use an image up.
    """
    if k < 2:
        raise ValueError(f"a kernel of {k} takes nothing away")
    layers = 0
    while n >= k:
        n -= k - 1
        layers += 1
    return layers
