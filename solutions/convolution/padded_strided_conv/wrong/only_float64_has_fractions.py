"""Whatever is not float64 is taken for whole numbers: the fractions of a float32 or float16 image are cut off."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    exact = np.int64 if x.dtype != np.float64 and k.dtype != np.float64 else np.float64
    page = np.pad(x, padding).astype(exact)
    windows = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k.astype(exact))
