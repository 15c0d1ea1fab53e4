"""Reference: each window is cut off at the image's edge; only its divisor knows of the padding."""

from itertools import product

import numpy as np


def avg_pool2d(
    x: np.ndarray,
    kernel_size: int,
    stride: int | None = None,
    padding: int = 0,
    count_include_pad: bool = True,
) -> np.ndarray:
    """The mean of each window of each channel of each image.

    x: images (B, C, H, W), integers or floats. kernel_size fits in the padded image.
    stride >= 1, None meaning kernel_size; 0 <= 2·padding <= kernel_size, the same on both axes.
    count_include_pad: divide by kernel_size², or else by the cells that lie on the image.
    Returns a new array (B, C, H', W') of float64, H' = ⌊(H + 2·padding − kernel_size) / stride⌋
    + 1 and so for W'.
    Source: Dumoulin & Visin, A guide to convolution arithmetic for deep learning, chapter 3.
    """
    if stride is None:
        stride = kernel_size
    # Where windows start, counted from the image's first pixel: padding puts the first ones before.
    tops, lefts = (range(-padding, n + padding - kernel_size + 1, stride) for n in x.shape[2:])
    y = np.empty((*x.shape[:2], len(tops), len(lefts)))
    for (i, top), (j, left) in product(enumerate(tops), enumerate(lefts)):
        # A slice stops at the far edge by itself; a negative start would count from there.
        rows, columns = (slice(max(start, 0), start + kernel_size) for start in (top, left))
        window = x[:, :, rows, columns]
        height, width = (kernel_size, kernel_size) if count_include_pad else window.shape[2:]
        # Summed as floats: an integer type does not hold every sum of its own numbers.
        y[:, :, i, j] = window.sum(axis=(2, 3), dtype=float) / (height * width)
    return y
