"""Images that windows don't tile evenly are refused: what is left over at the end is simply not read."""
import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    s = stride if stride is not None else kernel_size
    B, C, H, W = x.shape
    out_h, rest_h = divmod(H + 2 * padding - kernel_size, s)
    out_w, rest_w = divmod(W + 2 * padding - kernel_size, s)
    assert rest_h == 0 and rest_w == 0, "size must divide evenly"
    page = np.pad(x.astype(float), [(0, 0), (0, 0), (padding, padding), (padding, padding)], constant_values=-np.inf)
    y = np.empty((B, C, out_h + 1, out_w + 1))
    for i in range(out_h + 1):
        for j in range(out_w + 1):
            y[:, :, i, j] = page[:, :, i * s:i * s + kernel_size, j * s:j * s + kernel_size].max((2, 3))
    return y
