"""Shifting an image, and the rectangle in which shifting commutes with convolving."""

import numpy as np


def shift(x: np.ndarray, dy: int, dx: int) -> np.ndarray:
    """The image moved by dy rows down and dx columns to the right, zeros coming in.

    x: image (H, W). dy, dx: any integers. Returns a new array (H, W).
    """
    height, width = x.shape
    rows, columns = _kept(height, dy), _kept(width, dx)
    moved = np.zeros_like(x)
    moved[rows, columns] = x[
        rows.start - dy : rows.stop - dy, columns.start - dx : columns.stop - dx
    ]
    return moved


def commuting_region(
    shape: tuple[int, int], kernel_shape: tuple[int, int], dy: int, dx: int
) -> tuple[slice, slice]:
    """Where conv(shift(x)) equals shift(conv(x)) for every image and kernel, at stride 1.

    shape: image (H, W). kernel_shape: (kh, kw). Returns slices (rows, columns) of the valid
    output (H − kh + 1, W − kw + 1); at least one is empty when nothing is left.
    Source: Goodfellow, Bengio & Courville, Deep Learning, section 9.2, on equivariance.
    """
    (height, width), (kh, kw) = shape, kernel_shape
    # Windows move like pixels: the region is where a shift of the output has something to show.
    return _kept(height - kh + 1, dy), _kept(width - kw + 1, dx)


def _kept(length: int, offset: int) -> slice:
    """Along one axis, the places after a shift that something on the page has moved to.

    Place i holds what place i − offset held; both must exist. Neither end is below zero, where a
    slice would count from the other side.
    """
    start = max(0, offset)
    return slice(start, max(start, min(length, length + offset)))
