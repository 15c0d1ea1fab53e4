import numpy as np


def conv2d(x: np.ndarray, k: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    """2D convolution of one image with one kernel, as neural networks mean it: without a flip.

    x: image (H, W). k: kernel (kh, kw), which fits in the padded image. Both hold real numbers,
    integers or floats, in any memory layout, and stay as they are.
    stride: pixels from one window to the next, on both axes, >= 1.
    padding: rows and columns of zeros put on each of the four sides, >= 0.
    Returns a new array (H', W') with H' = ⌊(H + 2·padding − kh) / stride⌋ + 1 and
    W' = ⌊(W + 2·padding − kw) / stride⌋ + 1. Its type holds what the products and their sums
    need: an integer image and a fractional kernel give fractions, integers give exact answers
    (up to 2⁵³) even where those leave the range of x's and k's types, and float64 keeps float64's
    accuracy.
    """
    raise NotImplementedError
