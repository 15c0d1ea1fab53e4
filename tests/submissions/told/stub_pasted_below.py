import numpy as np


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(x, padding)
    w = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", w, k)


def conv2d(x: np.ndarray, k: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    """Slides k over x."""
    pass
