import numpy as np


def max_pool2d_backward(
    dy: np.ndarray, x: np.ndarray, kernel_size: int, stride: int | None = None
) -> np.ndarray:
    """Gradient of max pooling for its input, given the loss's gradient for its output.

    dy: (B, C, H', W') with H' = ⌊(H − kernel_size) / stride⌋ + 1 and so for W'. x: (B, C, H, W).
    Both hold integers or floats, in any memory layout, and stay as they are.
    kernel_size: pixels along each side of a window, >= 1. The window fits in the image.
    stride: pixels from one window to the next, on both axes, >= 1; None means kernel_size.
    Returns a new array dx (B, C, H, W). Each window's gradient goes to its largest pixel, where
    values tie to the first one (row by row, from left to right); gradients of overlapping windows
    add up. All other pixels get 0. Integers give exact sums (up to 2⁵³) even where those leave
    the range of dy's type.
    """
    raise NotImplementedError
