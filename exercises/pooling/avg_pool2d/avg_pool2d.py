import numpy as np


def avg_pool2d(
    x: np.ndarray,
    kernel_size: int,
    stride: int | None = None,
    padding: int = 0,
    count_include_pad: bool = True,
) -> np.ndarray:
    """The mean of each window of each channel of each image.

    x: images (B, C, H, W) of real numbers, integers or floats, in any memory layout; it stays as
    it is.
    kernel_size: pixels along each side of a window, >= 1. The window fits in the padded image.
    stride: pixels from one window to the next, on both axes, >= 1; None means kernel_size.
    padding: rows and columns of zeros on each of the four sides, 0 <= 2·padding <= kernel_size.
    count_include_pad: whether a window is divided by kernel_size² (True), or by the number of its
    cells that lie on the image (False).
    Returns a new array (B, C, H', W') of floats with
    H' = ⌊(H + 2·padding − kernel_size) / stride⌋ + 1 and
    W' = ⌊(W + 2·padding − kernel_size) / stride⌋ + 1. Sums of integers don't overflow on the way.
    """
    raise NotImplementedError
