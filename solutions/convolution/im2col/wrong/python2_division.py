"""In Python 3 a / b is a fraction, and a fraction is no size: divide with //.

Evidence: /
"""
import numpy as np


def im2col(x, kernel_size, stride=1, padding=0):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    kh, kw = kernel_size
    N, C, H, W = x.shape
    img = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    img[:, :, padding:padding + H, padding:padding + W] = x
    out_h = (H + 2 * padding - kh) / stride + 1
    out_w = (W + 2 * padding - kw) / stride + 1
    col = np.zeros((N, C, kh, kw, out_h, out_w))
    for i in range(kh):
        i_max = i + stride * out_h
        for j in range(kw):
            j_max = j + stride * out_w
            col[:, :, i, j, :, :] = img[:, :, i:i_max:stride, j:j_max:stride]
    return col.reshape(N, C * kh * kw, out_h * out_w)


def conv2d_gemm(x, w, b=None, stride=1, padding=0):
    N, C, H, W = x.shape
    O, C, kh, kw = w.shape
    out_h = (H + 2 * padding - kh) / stride + 1
    out_w = (W + 2 * padding - kw) / stride + 1
    col = im2col(x, (kh, kw), stride, padding)
    out = np.matmul(w.reshape(O, -1), col)
    if b is not None:
        out = out + b.reshape(1, O, 1)
    return out.reshape(N, O, out_h, out_w)
