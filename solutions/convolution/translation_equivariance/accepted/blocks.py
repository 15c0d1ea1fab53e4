"""One block copied; float page; open-ended slices where the end is the end."""
import numpy as np


def shift(x, dy, dx):
    H, W = x.shape
    out = np.zeros((H, W))
    src_rows = slice(max(0, -dy), max(0, min(H, H - dy)))
    src_cols = slice(max(0, -dx), max(0, min(W, W - dx)))
    dst_rows = slice(max(0, dy), max(0, min(H, H + dy)))
    dst_cols = slice(max(0, dx), max(0, min(W, W + dx)))
    out[dst_rows, dst_cols] = x[src_rows, src_cols]
    return out


def _part(n, d):
    if d >= 0:
        return slice(d, None)
    return slice(None, n + d) if n + d > 0 else slice(0, 0)


def commuting_region(shape, kernel_shape, dy, dx):
    return tuple(_part(n - k + 1, d) for n, k, d in zip(shape, kernel_shape, (dy, dx)))
