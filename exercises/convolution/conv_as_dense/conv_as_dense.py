import numpy as np


def dense_matrix(k: np.ndarray, input_shape: tuple[int, int]) -> np.ndarray:
    """The weights a dense layer would need to do what one stamp does.

    k: kernel (kh, kw), real numbers in any memory layout, left as it is.
    input_shape: (H, W) of the image, in which the kernel fits.
    Returns a new array (H'·W', H·W) with H' = H − kh + 1 and W' = W − kw + 1: one row for each
    output pixel, one column for each input pixel, both counted row by row as ravel() does, so
    that dense_matrix(k, x.shape) @ x.ravel() is the valid, stride-1 convolution of x, raveled.
    Each weight is a number of k exactly, whatever k's type: fractions stay fractions, integers up
    to 2⁵³ stay what they are, and float64 keeps float64's accuracy.
    """
    raise NotImplementedError
