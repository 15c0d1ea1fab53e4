"""Fancy indexing gathers all windows, a matrix product does the rest."""
import numpy as np


def _positions(n, k, s):
    return np.arange(0, n - k + 1, s)[:, None] + np.arange(k)[None, :]


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(x, ((padding,) * 2,) * 2).astype(np.float64)
    rows = _positions(page.shape[0], k.shape[0], stride)      # (H', kh)
    cols = _positions(page.shape[1], k.shape[1], stride)      # (W', kw)
    patches = page[rows[:, None, :, None], cols[None, :, None, :]]
    columns = patches.reshape(len(rows) * len(cols), -1)
    return columns.dot(k.reshape(-1)).reshape(len(rows), len(cols))
