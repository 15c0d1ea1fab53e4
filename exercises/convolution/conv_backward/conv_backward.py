import numpy as np


def conv2d_backward(
    dy: np.ndarray, x: np.ndarray, w: np.ndarray, stride: int = 1, padding: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a convolution layer y = conv(x, w) + b, given the loss's gradient for y.

    dy: (B, O, H', W'), the derivative of the loss by each output pixel.
    x: images (B, C, H, W). w: filters (O, C, kh, kw). stride >= 1 and padding >= 0 (zeros on each
    side) are those of the forward pass, the same on both axes;
    H' = ⌊(H + 2·padding − kh) / stride⌋ + 1 and so for W'.
    dy, x and w hold integers or floats in any memory layout, and stay as they are.
    Returns three new arrays (dx, dw, db) of the shapes of x, w and (O,). Pixels that no window
    read get 0 in dx. Nothing is averaged: what the loss divides by is already in dy. Integers give
    exact gradients (up to 2⁵³) even where those leave the range of dy's, x's and w's types.
    """
    raise NotImplementedError
