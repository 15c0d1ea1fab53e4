"""Columns from plain Python lists, the product as a tensordot."""
import numpy as np


def im2col(x, kernel_size, stride=1, padding=0):
    kh, kw = kernel_size if isinstance(kernel_size, (tuple, list)) else (kernel_size, kernel_size)
    B, C, H, W = x.shape

    def pixel(n, c, r, q):
        r, q = r - padding, q - padding
        return x[n, c, r, q] if 0 <= r < H and 0 <= q < W else 0

    tops = range(0, H + 2 * padding - kh + 1, stride)
    lefts = range(0, W + 2 * padding - kw + 1, stride)
    return np.array([[[pixel(n, c, t + u, l + v) for t in tops for l in lefts]
                      for c in range(C) for u in range(kh) for v in range(kw)] for n in range(B)])


def conv2d_gemm(x, w, b=None, stride=1, padding=0):
    cols = im2col(x, (w.shape[2], w.shape[3]), stride, padding)
    y = np.tensordot(cols, np.double(w).reshape(w.shape[0], -1), axes=(1, 1)).swapaxes(1, 2)
    if b is not None:
        y = np.add(y, np.expand_dims(b, 1))
    h = (x.shape[2] + 2 * padding - w.shape[2]) // stride + 1
    return np.ascontiguousarray(y).reshape(x.shape[0], w.shape[0], h, y.shape[2] // h)
