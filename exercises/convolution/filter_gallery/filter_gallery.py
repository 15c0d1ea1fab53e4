import numpy as np


def sobel_x() -> np.ndarray:
    """Sobel's stamp for vertical edges, (3, 3): positive where brightness grows to the right.

    Pressed without a flip on an image that rises by 1 per pixel to the right, it answers 8.
    Each call returns a new array, here and below.
    """
    raise NotImplementedError


def sobel_y() -> np.ndarray:
    """Sobel's stamp for horizontal edges, (3, 3): positive where brightness grows downwards."""
    raise NotImplementedError


def box_blur() -> np.ndarray:
    """The mean of the nine pixels under it, (3, 3); the brightness of a flat area stays."""
    raise NotImplementedError


def sharpen() -> np.ndarray:
    """Twice the image minus its box blur, as one stamp, (3, 3); a flat area stays as it is."""
    raise NotImplementedError
