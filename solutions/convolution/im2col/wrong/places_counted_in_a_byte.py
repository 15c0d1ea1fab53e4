"""The places of the windows are counted in a byte: on an image with more than 256 pixels the count starts again, and columns read from its top."""
import numpy as np


def im2col(x, kernel_size, stride=1, padding=0):
    kh, kw = (kernel_size,) * 2 if isinstance(kernel_size, int) else kernel_size
    page = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    B, C, H, W = page.shape
    places = (np.arange(H * W) % 256).reshape(H, W)
    windows = np.lib.stride_tricks.sliding_window_view(places, (kh, kw))[::stride, ::stride]
    index = windows.reshape(-1, kh * kw).T
    flat = page.reshape(B, C, H * W)
    return flat[:, :, index].reshape(B, C * kh * kw, -1)


def conv2d_gemm(x, w, b=None, stride=1, padding=0):
    columns = im2col(x, w.shape[2:], stride, padding)
    rows = w.reshape(len(w), -1).astype(np.result_type(x, w, np.int64))
    y = rows @ columns
    if b is not None:
        y = y + b[:, None]
    out_h = (x.shape[2] + 2 * padding - w.shape[2]) // stride + 1
    return y.reshape(len(x), len(w), out_h, -1)
