"""Reference: a matrix with four named axes first, flattened at the end."""

import numpy as np


def dense_matrix(k: np.ndarray, input_shape: tuple[int, int]) -> np.ndarray:
    """The weights a dense layer would need to do what one stamp does.

    k: kernel (kh, kw). input_shape: (H, W) of the image, in which the kernel fits.
    Returns a new array (H'·W', H·W) of k's dtype, H' = H − kh + 1 and W' = W − kw + 1, with
    dense_matrix(k, x.shape) @ x.ravel() the valid, stride-1 convolution of x, raveled.
    Source: Dumoulin & Visin, A guide to convolution arithmetic for deep learning, section 4.1.
    """
    H, W = input_shape
    kh, kw = k.shape
    out_h, out_w = H - kh + 1, W - kw + 1
    # Axes: output row and column, image row and column. Most of it stays zero: each output pixel
    # is connected to kh·kw image pixels only.
    weights = np.zeros((out_h, out_w, H, W), k.dtype)
    i, j = np.ogrid[:out_h, :out_w]
    for u, v in np.ndindex(kh, kw):
        # One number of the kernel, written once for each output pixel: this is the sharing.
        weights[i, j, i + u, j + v] = k[u, v]
    return weights.reshape(out_h * out_w, H * W)
