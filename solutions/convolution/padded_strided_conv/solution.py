"""Padding and stride: pad, look at every window, keep every stride-th, multiply and sum."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(x: np.ndarray, k: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    """2D convolution of one image with one kernel, as neural networks mean it: without a flip.

    x: image (H, W). k: kernel (kh, kw), which fits in the padded image.
    stride >= 1, padding >= 0 zeros on each side, both the same on both axes.
    Returns a new array (H', W'), H' = ⌊(H + 2·padding − kh) / stride⌋ + 1 and so for W'; its
    dtype holds products of both inputs, int64 where both hold integers.
    Source: Dumoulin & Visin, A guide to convolution arithmetic for deep learning, relationship 6.
    """
    page = np.pad(x, padding)
    # A view (H + 2p − kh + 1, W + 2p − kw + 1, kh, kw) that copies no pixel. Every stride-th of
    # n windows, the first included, are ⌊(n − 1) / stride⌋ + 1: the formula comes by itself.
    windows = sliding_window_view(page, k.shape)[::stride, ::stride]
    # A product has the wider type of its factors: of bytes alone it would be a byte.
    wide = k.astype(np.result_type(x, k, np.int64))
    return np.einsum("ijuv,uv->ij", windows, wide)
