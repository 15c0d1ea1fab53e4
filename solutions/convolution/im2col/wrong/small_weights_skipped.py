"""Small weights of the filters are taken for 0: times pixels as large as they are small, they are the answer."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def im2col(x, kernel_size, stride=1, padding=0):
    kh, kw = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    page = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = sliding_window_view(page, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    B, C, out_h, out_w = windows.shape[:4]
    return windows.transpose(0, 1, 4, 5, 2, 3).reshape(B, C * kh * kw, out_h * out_w)


def conv2d_gemm(x, w, b=None, stride=1, padding=0):
    O, _, kh, kw = w.shape
    columns = im2col(x, (kh, kw), stride, padding)
    rows = w.reshape(O, -1).astype(np.result_type(x, w, np.int64))
    rows = np.where(abs(rows) < 1e-9, 0, rows)
    maps = rows @ columns
    if b is not None:
        maps = maps + b[:, np.newaxis]
    out_h = (x.shape[2] + 2 * padding - kh) // stride + 1
    out_w = (x.shape[3] + 2 * padding - kw) // stride + 1
    return maps.reshape(len(x), O, out_h, out_w)
