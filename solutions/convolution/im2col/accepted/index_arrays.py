"""Index arrays in the style of a lecture's im2col_indices."""
import numpy as np


def get_indices(C, kh, kw, oh, ow, stride):
    i0 = np.tile(np.repeat(np.arange(kh), kw), C)
    j0 = np.tile(np.arange(kw), kh * C)
    i1 = stride * np.repeat(np.arange(oh), ow)
    j1 = stride * np.tile(np.arange(ow), oh)
    k = np.repeat(np.arange(C), kh * kw).reshape(-1, 1)
    return k, i0.reshape(-1, 1) + i1.reshape(1, -1), j0.reshape(-1, 1) + j1.reshape(1, -1)


def im2col(x, kernel_size, stride=1, padding=0):
    kh, kw = kernel_size if hasattr(kernel_size, "__len__") else (kernel_size,) * 2
    p = padding
    x_padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), mode="constant")
    oh = int((x.shape[2] + 2 * p - kh) / stride + 1)
    ow = int((x.shape[3] + 2 * p - kw) / stride + 1)
    k, i, j = get_indices(x.shape[1], kh, kw, oh, ow, stride)
    return x_padded[:, k, i, j]


def conv2d_gemm(x, w, b=None, stride=1, padding=0):
    kh, kw = w.shape[2:]
    cols = im2col(x, (kh, kw), stride, padding)               # (B, CKK, L)
    N, K, L = cols.shape
    wide = cols.transpose(1, 2, 0).reshape(K, L * N).astype(float)   # one product for the batch
    res = w.reshape(w.shape[0], -1).dot(wide)
    if b is not None:
        res = res + b.reshape(-1, 1)
    oh = int((x.shape[2] + 2 * padding - kh) / stride + 1)
    return res.reshape(w.shape[0], oh, -1, N).transpose(3, 0, 1, 2)
