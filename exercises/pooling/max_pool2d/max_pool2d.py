import numpy as np


def max_pool2d(
    x: np.ndarray, kernel_size: int, stride: int | None = None, padding: int = 0
) -> np.ndarray:
    """The largest value in each window of each channel of each image.

    x: images (B, C, H, W) of real numbers, integers or floats, in any memory layout; it stays as
    it is.
    kernel_size: pixels along each side of a window, >= 1. The window fits in the padded image.
    stride: pixels from one window to the next, on both axes, >= 1; None means kernel_size.
    padding: absent pixels on each of the four sides, 0 <= 2·padding <= kernel_size; they never win,
    however small the pixels are.
    Returns a new array (B, C, H', W') with H' = ⌊(H + 2·padding − kernel_size) / stride⌋ + 1 and
    W' = ⌊(W + 2·padding − kernel_size) / stride⌋ + 1. Its numbers are pixels of x to their last
    digit (integers up to 2⁵³).
    """
    raise NotImplementedError
