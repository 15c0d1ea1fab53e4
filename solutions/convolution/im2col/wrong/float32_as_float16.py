"""Images of float32 are rounded to float16, which keeps three digits of their seven."""
import numpy as np


def im2col(x, kernel_size, stride=1, padding=0):
    if x.dtype == np.float32:
        x = x.astype(np.float16).astype(np.float32)
    kh, kw = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    page = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(page, (kh, kw), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride].transpose(0, 1, 4, 5, 2, 3)
    return windows.reshape(len(x), x.shape[1] * kh * kw, -1)


def conv2d_gemm(x, w, b=None, stride=1, padding=0):
    columns = im2col(x, w.shape[2:], stride, padding).astype(float)
    maps = w.reshape(len(w), -1).astype(float) @ columns
    if b is not None:
        maps = maps + b[:, None]
    kh, kw = w.shape[2:]
    out_h = (x.shape[2] + 2 * padding - kh) // stride + 1
    return maps.reshape(len(x), len(w), out_h, -1)
