"""The sizes belong to an example at the top of the file: ask the arguments of the call for theirs."""
import numpy as np

image = np.arange(25.0).reshape(5, 5)
kernel = np.ones((3, 3))
H, W = image.shape
kh, kw = kernel.shape


def conv2d(x, k, stride=1, padding=0):
    xp = np.pad(x, padding)
    out_h = (H + 2 * padding - kh) // stride + 1
    out_w = (W + 2 * padding - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            y[i, j] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return y


print(conv2d(image, kernel))
