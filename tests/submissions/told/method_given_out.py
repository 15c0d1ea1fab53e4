"""A method is given out as the function, without an object."""
import numpy as np


class Solution:
    def conv2d(self, x, k, stride=1, padding=0):
        page = np.pad(x, padding)
        windows = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
        return np.einsum("ijuv,uv->ij", windows, k)


conv2d = Solution.conv2d
