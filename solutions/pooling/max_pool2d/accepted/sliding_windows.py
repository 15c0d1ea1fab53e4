"""A view of all windows, every stride-th of them."""
import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    border = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    page = np.pad(x, border, constant_values=lowest)
    step = kernel_size if stride is None else stride
    windows = np.lib.stride_tricks.sliding_window_view(page, (kernel_size,) * 2, axis=(-2, -1))
    return windows[..., ::step, ::step, :, :].max(axis=(-2, -1))
