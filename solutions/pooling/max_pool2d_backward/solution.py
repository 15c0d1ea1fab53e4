"""Reference: find each window's winner again, and hand it the window's gradient."""

import numpy as np


def max_pool2d_backward(
    dy: np.ndarray, x: np.ndarray, kernel_size: int, stride: int | None = None
) -> np.ndarray:
    """Gradient of max pooling for its input, given the loss's gradient for its output.

    dy: (B, C, H', W'), x: (B, C, H, W), integers or floats; kernel_size fits in the image.
    stride >= 1, None meaning kernel_size.
    Returns a new array (B, C, H, W) of dy's dtype, or a wider one. Where values tie, the first
    takes it all.
    Source: Goodfellow, Bengio & Courville, Deep Learning, chapter 9.
    """
    if stride is None:
        stride = kernel_size
    # Wide enough for sums: an int8 has no room for two gradients of 100.
    dx = np.zeros(x.shape, np.result_type(dy, np.int64))
    images, channels = np.ogrid[: x.shape[0], : x.shape[1]]  # (B, 1) and (1, C)
    for i, j in np.ndindex(dy.shape[2:]):
        top, left = i * stride, j * stride
        window = x[:, :, top : top + kernel_size, left : left + kernel_size]
        # argmax takes the first of equals; (B, C) numbers from 0 to kernel_size² − 1.
        winner = window.reshape(*window.shape[:2], kernel_size**2).argmax(axis=2)
        row, column = np.divmod(winner, kernel_size)
        # One pixel a plane, none of them twice: the overlaps are between windows, so += is safe.
        dx[images, channels, top + row, left + column] += dy[:, :, i, j]
    return dx
