"""The product spelled as an einsum, with prints left in and a main guard."""
from __future__ import annotations

import numpy as np


def _size(n: int, k: int, s: int, p: int) -> int:
    return (n + 2 * p - k) // s + 1


def im2col(x: np.ndarray, kernel_size: int | tuple[int, int], stride: int = 1, padding: int = 0) -> np.ndarray:
    (kh, kw) = np.broadcast_to(kernel_size, (2,))
    print("kernel", kh, kw)
    page = np.zeros((*x.shape[:2], x.shape[2] + 2 * padding, x.shape[3] + 2 * padding), x.dtype)
    page[:, :, padding:padding + x.shape[2], padding:padding + x.shape[3]] = x
    oh, ow = _size(x.shape[2], kh, stride, padding), _size(x.shape[3], kw, stride, padding)
    rows = [
        page[:, c, u:u + (oh - 1) * stride + 1:stride, v:v + (ow - 1) * stride + 1:stride].reshape(len(x), -1)
        for c in range(x.shape[1]) for u in range(kh) for v in range(kw)
    ]
    return np.stack(rows, 1)


def conv2d_gemm(x, w, b=None, stride=1, padding=0):
    cols = im2col(x, kernel_size=w.shape[-2:], padding=padding, stride=stride)
    y = np.einsum("ok,nkl->nol", w.reshape(len(w), -1) * 1.0, cols, optimize=True)
    y = y + (0 if b is None else np.asarray(b)[None, :, None])
    print(y.shape)
    return y.reshape(len(x), len(w), _size(x.shape[2], w.shape[2], stride, padding), -1)


if __name__ == "__main__":
    print(im2col(np.arange(24.0).reshape(1, 2, 3, 4), 2))
