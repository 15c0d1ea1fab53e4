"""Two loops over the windows, a product for each image."""
import numpy as np


def im2col(x, kernel_size, stride=1, padding=0):
    if type(kernel_size) is int:
        kh = kw = kernel_size
    else:
        kh, kw = kernel_size
    x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    batch, channels, height, width = x.shape
    columns = []
    for i in range(0, height - kh + 1, stride):
        for j in range(0, width - kw + 1, stride):
            patch = x[:, :, i:i + kh, j:j + kw]
            columns.append(patch.reshape(batch, -1))
    return np.stack(columns, axis=2)


def conv2d_gemm(x, w, b=None, stride=1, padding=0):
    filters, channels, kh, kw = w.shape
    out_h = (x.shape[2] + 2 * padding - kh) // stride + 1
    out_w = (x.shape[3] + 2 * padding - kw) // stride + 1
    columns = im2col(x, (kh, kw), stride, padding)
    weights = w.reshape(filters, channels * kh * kw).astype(float)
    y = np.zeros((x.shape[0], filters, out_h * out_w))
    for n in range(x.shape[0]):
        y[n] = weights @ columns[n]
        if b is not None:
            y[n] += b[:, None]
    return y.reshape(x.shape[0], filters, out_h, out_w)
