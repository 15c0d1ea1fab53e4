"""Pixel by pixel, with no array operation but indexing, and prints."""
import math

import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    if not stride:
        stride = kernel_size
    batch, channels, height, width = x.shape
    out_h = math.floor((height + 2 * padding - kernel_size) / stride + 1)
    out_w = math.floor((width + 2 * padding - kernel_size) / stride + 1)
    print("pooling", x.shape, "to", (out_h, out_w))
    out = np.zeros((batch, channels, out_h, out_w))
    for b in range(batch):
        for c in range(channels):
            for i in range(out_h):
                for j in range(out_w):
                    largest = None
                    for u in range(kernel_size):
                        for v in range(kernel_size):
                            row, col = i * stride + u - padding, j * stride + v - padding
                            if row < 0 or col < 0 or row >= height or col >= width:
                                continue
                            if largest is None or x[b, c, row, col] > largest:
                                largest = x[b, c, row, col]
                    out[b, c, i, j] = largest
    return out


if __name__ == "__main__":
    print(max_pool2d(np.arange(16.0).reshape(1, 1, 4, 4), 2))
