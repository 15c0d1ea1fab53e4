"""Four kernels, each as its definition reads. Built in the call, so that nobody shares one."""

import numpy as np


def sobel_x() -> np.ndarray:
    """Sobel's stamp for vertical edges, (3, 3): positive where brightness grows to the right.

    It is the difference right − left, smoothed down the page with weights 1, 2, 1.
    """
    return np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])


def sobel_y() -> np.ndarray:
    """Sobel's stamp for horizontal edges, (3, 3): positive where brightness grows downwards."""
    return np.outer([-1.0, 0.0, 1.0], [1.0, 2.0, 1.0])


def box_blur() -> np.ndarray:
    """The mean of the nine pixels under it, (3, 3). Its weights add up to 1: brightness stays."""
    return np.full((3, 3), 1 / 9)


def sharpen() -> np.ndarray:
    """Twice the image minus its box blur, as one stamp, (3, 3).

    Also called unsharp masking: image + (image − blur) adds back what the blur takes away.
    Source: Gonzalez & Woods, Digital Image Processing, section "Unsharp masking".
    """
    stamp = -box_blur()
    stamp[1, 1] += 2
    return stamp
