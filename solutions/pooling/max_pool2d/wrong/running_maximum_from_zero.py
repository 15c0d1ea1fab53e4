"""The running maximum starts at 0, so a window of negative pixels gives 0: start from one of its own pixels."""
import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    if stride is None:
        stride = kernel_size
    B, C, H, W = x.shape
    out_h = (H + 2 * padding - kernel_size) // stride + 1
    out_w = (W + 2 * padding - kernel_size) // stride + 1
    y = np.zeros((B, C, out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            for u in range(kernel_size):
                for v in range(kernel_size):
                    r, c = i * stride - padding + u, j * stride - padding + v
                    if 0 <= r < H and 0 <= c < W:
                        y[:, :, i, j] = np.maximum(y[:, :, i, j], x[:, :, r, c])
    return y
