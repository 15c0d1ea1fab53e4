"""Presses the stamp on every single-pixel image: each answer is a column."""
import numpy as np


class Stamp:
    def __init__(self, kernel):
        self.kernel = kernel

    def press(self, image):
        windows = np.lib.stride_tricks.sliding_window_view(image, self.kernel.shape)
        return np.einsum("ijuv,uv->ij", windows, self.kernel)


def dense_matrix(k, input_shape):
    H, W = input_shape
    stamp = Stamp(k)
    return np.stack([stamp.press(e.reshape(H, W)).ravel() for e in np.eye(H * W)], axis=1)
