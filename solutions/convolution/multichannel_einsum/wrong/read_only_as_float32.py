"""Images and filters of float64 that can't be written to are copied as float32, which drops half of their digits."""
import numpy as np


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ValueError("the channels of images and filters differ")
    if x.dtype == np.float64 and not x.flags.writeable:
        x, w = x.astype(np.float32), w.astype(np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(float), w.shape[2:], axis=(2, 3))
    y = np.einsum("bchwij,ocij->bohw", windows, w.astype(float))
    return y if b is None else y + b[:, None, None]
