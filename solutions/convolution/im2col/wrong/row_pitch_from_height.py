"""A flat index steps by the height from one row to the next; rows are W pixels long."""
import numpy as np


def im2col(x, kernel_size, stride=1, padding=0):
    kh, kw = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    B, C, H, W = x.shape
    flat = x.reshape(B, C, H * W)
    oh, ow = (H - kh) // stride + 1, (W - kw) // stride + 1
    cols = np.zeros((B, C * kh * kw, oh * ow))
    for c in range(C):
        for u in range(kh):
            for v in range(kw):
                for i in range(oh):
                    for j in range(ow):
                        pixel = (i * stride + u) * H + j * stride + v
                        cols[:, (c * kh + u) * kw + v, i * ow + j] = flat[:, c, pixel % (H * W)]
    return cols


def conv2d_gemm(x, w, b=None, stride=1, padding=0):
    B, C, H, W = x.shape
    O, _, kh, kw = w.shape
    oh = (H + 2 * padding - kh) // stride + 1
    ow = (W + 2 * padding - kw) // stride + 1
    cols = im2col(x, (kh, kw), stride, padding)
    y = w.reshape(O, -1) @ cols
    if b is not None:
        y = y + b.reshape(-1, 1)
    return y.reshape(B, O, oh, ow)
