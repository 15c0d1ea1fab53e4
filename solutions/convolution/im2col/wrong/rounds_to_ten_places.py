"""Answers are rounded, or small ones taken for 0: of faint images a few digits are left, or none."""

import numpy as np


def im2col(x, kernel_size, stride=1, padding=0):
    kh, kw = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    page = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(page, (kh, kw), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    B, C, H, W = windows.shape[:4]
    return windows.transpose(0, 1, 4, 5, 2, 3).reshape(B, C * kh * kw, H * W)


def conv2d_gemm(x, w, b=None, stride=1, padding=0):
    O, _, kh, kw = w.shape
    wide = np.result_type(x, w, np.int64)
    y = w.reshape(O, -1).astype(wide) @ im2col(x, (kh, kw), stride, padding).astype(wide)
    if b is not None:
        y = y + b[:, None]
    H = (x.shape[2] + 2 * padding - kh) // stride + 1
    return np.round(y.reshape(len(x), O, H, -1), 10)
