"""One shifted copy of the page for each entry of the kernel, added up."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    p, s = padding, stride
    (H, W), (kh, kw) = x.shape, k.shape
    wide = np.result_type(x, k, np.int64)
    page = np.pad(x, p).astype(wide)
    out_h = (H + 2 * p - kh) // s + 1
    out_w = (W + 2 * p - kw) // s + 1
    y = np.zeros((out_h, out_w), dtype=wide)
    for u in range(kh):
        for v in range(kw):
            y += k[u, v] * page[u:u + (out_h - 1) * s + 1:s, v:v + (out_w - 1) * s + 1:s]
    return y
