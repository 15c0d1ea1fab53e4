"""The answer is a slice of a far larger work area."""
# exercise: convolution/padded_strided_conv
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(x, padding).astype(float)
    (H, W), (kh, kw) = page.shape, k.shape
    rows, cols = (H - kh) // stride + 1, (W - kw) // stride + 1
    canvas = np.zeros((512, 1024))
    for i, j in np.ndindex(rows, cols):
        canvas[i, j] = np.sum(page[i * stride : i * stride + kh, j * stride : j * stride + kw] * k)
    return canvas[:rows, :cols]
