import numpy as np
from numpy.lib.stride_tricks import sliding_window_view as windows_of


def conv2d_multichannel(x, w, b=None):
    """Whole numbers stay ints when the sums are whole; the values are the same."""
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels!")
    win = windows_of(x, (1,) + w.shape[1:], axis=(0, 1, 2, 3))[:, 0, :, :, 0]
    y = np.einsum("bhwcij,ocij->bohw", win, w * 1.0)
    if b is not None:
        y = (y.swapaxes(1, 3) + b).swapaxes(1, 3)
    if np.all(y == np.round(y)):
        return y.astype(np.int64)
    return y
