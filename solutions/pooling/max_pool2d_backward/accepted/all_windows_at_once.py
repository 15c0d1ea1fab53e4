"""argmax over a view of all windows, and np.add.at for pixels that win twice."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    k, s = kernel_size, stride or kernel_size
    windows = sliding_window_view(x, (k, k), axis=(2, 3))[:, :, ::s, ::s]
    winners = windows.reshape(*dy.shape, k * k).argmax(-1)
    b, c, i, j = np.indices(dy.shape)
    dx = np.zeros(x.shape, dtype=np.result_type(dy, np.float64))
    np.add.at(dx, (b, c, i * s + winners // k, j * s + winners % k), dy)
    return dx
