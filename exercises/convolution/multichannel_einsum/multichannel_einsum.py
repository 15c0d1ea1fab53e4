import numpy as np


def conv2d_multichannel(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> np.ndarray:
    """Convolution of a batch of images with a filter bank: no padding, stride 1, no flip.

    x: (B, C, H, W), w: (O, C, kh, kw), b: (O,) or None. Integers or floats, any memory layout.
    Returns a new array (B, O, H - kh + 1, W - kw + 1); filter o adds b[o] to all of its map. Whole
    numbers are exact (up to 2⁵³) even where they leave the range of x's, w's and b's types.
    The product of windows and filters is one np.einsum; loops only over output positions, or none.
    Raises ValueError when x and w disagree about C.
    """
    raise NotImplementedError
