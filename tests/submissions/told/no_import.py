"""The line that imports NumPy is missing."""


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(x, padding)
    windows = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k)
