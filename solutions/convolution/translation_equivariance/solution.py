"""Shifting an image, and the rectangle in which shifting commutes with convolving."""

import numpy as np


def shift(x: np.ndarray, dy: int, dx: int) -> np.ndarray:
    """The image moved by dy rows down and dx columns to the right, zeros coming in.

    x: image (H, W). dy, dx: any integers. Returns a new array (H, W).
    """
    height, width = x.shape
    moved = np.zeros_like(x)
    # The block that stays on the page: where it goes to, and where it comes from. No end may be
    # negative, or a shift longer than the page would count from the other side.
    to = slice(max(0, dy), max(0, height + dy)), slice(max(0, dx), max(0, width + dx))
    come = slice(max(0, -dy), max(0, height - dy)), slice(max(0, -dx), max(0, width - dx))
    moved[to] = x[come]
    return moved


def commuting_region(
    shape: tuple[int, int], kernel_shape: tuple[int, int], dy: int, dx: int
) -> tuple[slice, slice]:
    """Where conv(shift(x)) equals shift(conv(x)) for every image and kernel, at stride 1.

    shape: image (H, W). kernel_shape: (kh, kw). Returns slices (rows, columns) of the valid
    output (H − kh + 1, W − kw + 1); at least one is empty when nothing is left.
    Source: Goodfellow, Bengio & Courville, Deep Learning, section 9.2, on equivariance.
    """
    height, width = (n - k + 1 for n, k in zip(shape, kernel_shape, strict=True))
    return _still_windows(height, dy), _still_windows(width, dx)


def _still_windows(windows: int, offset: int) -> slice:
    """The windows along one axis that were windows before the shift as well.

    Window i of the shifted image holds what window i − offset held: both must exist.
    """
    return slice(max(0, offset), max(0, min(windows, windows + offset)))
