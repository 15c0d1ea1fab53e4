import numpy as np


def global_avg_pool2d(x: np.ndarray) -> np.ndarray:
    """The mean of each channel of each image.

    x: images (B, C, H, W) of real numbers, integers or floats, in any memory layout; it stays as
    it is. No axis is empty.
    Returns a new array (B, C) of floats. Sums of integers don't overflow on the way.
    """
    raise NotImplementedError
