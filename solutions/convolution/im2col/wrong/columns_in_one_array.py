"""The array for the columns is made once for each shape and filled again by every call: the columns that somebody kept are overwritten."""
import numpy as np

_columns = {}


def im2col(x, kernel_size, stride=1, padding=0):
    kh, kw = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    B, C, H, W = x.shape
    p = padding
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    oh, ow = (H + 2 * p - kh) // stride + 1, (W + 2 * p - kw) // stride + 1
    shape = (B, C, kh, kw, oh, ow)
    key = shape, x.dtype
    if key not in _columns:
        _columns[key] = np.empty(shape, x.dtype)
    cols = _columns[key]
    for u in range(kh):
        for v in range(kw):
            cols[:, :, u, v] = xp[:, :, u:u + stride * oh:stride, v:v + stride * ow:stride]
    return cols.reshape(B, C * kh * kw, oh * ow)


def conv2d_gemm(x, w, b=None, stride=1, padding=0):
    B, C, H, W = x.shape
    O, _, kh, kw = w.shape
    oh = (H + 2 * padding - kh) // stride + 1
    ow = (W + 2 * padding - kw) // stride + 1
    y = w.reshape(O, -1) @ im2col(x, (kh, kw), stride, padding)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(B, O, oh, ow)
