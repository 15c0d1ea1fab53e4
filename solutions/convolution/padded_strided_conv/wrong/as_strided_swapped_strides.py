"""The strides of rows and columns change places in as_strided, so the view walks over a transposed image: the first stride leads to the next row."""
import numpy as np
from numpy.lib.stride_tricks import as_strided


def conv2d(x, k, stride=1, padding=0):
    H, W = x.shape
    kh, kw = k.shape
    n = max(H, W) + 2 * padding
    page = np.zeros((n, n))  # large enough either way
    page[padding:padding + H, padding:padding + W] = x
    out_h = (H + 2 * padding - kh) // stride + 1
    out_w = (W + 2 * padding - kw) // stride + 1
    s1, s0 = page.strides
    windows = as_strided(page, (out_h, out_w, kh, kw), (s0 * stride, s1 * stride, s0, s1))
    return np.einsum('ijuv,uv->ij', windows, k)
