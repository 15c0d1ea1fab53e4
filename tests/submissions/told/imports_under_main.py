"""What it needs is imported where only a program comes."""

if __name__ == "__main__":
    import numpy as np


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(x, padding)
    windows = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k)
