import numpy as np


def shift(x: np.ndarray, dy: int, dx: int) -> np.ndarray:
    """The image moved by dy rows down and dx columns to the right.

    x: image (H, W), integers or floats, in any memory layout; it stays as it is.
    dy, dx: any integers; negative ones move up and to the left.
    Returns a new array (H, W): pixel (i, j) of x at (i + dy, j + dx), the same number whatever its
    type (integers up to 2⁵³), zeros where nothing came from, and nothing of the pixels that left
    the page.
    """
    raise NotImplementedError


def commuting_region(
    shape: tuple[int, int], kernel_shape: tuple[int, int], dy: int, dx: int
) -> tuple[slice, slice]:
    """Where shifting and convolving may change places.

    shape: image (H, W). kernel_shape: (kh, kw), which fits in the image. dy, dx: any integers.
    Returns slices (rows, columns) of the valid convolution's output (H − kh + 1, W − kw + 1):
    the rectangle of all windows of the shifted image that read no pixel the shift brought in, and
    that match a window of the image before. Nothing left: an empty slice.
    """
    raise NotImplementedError
