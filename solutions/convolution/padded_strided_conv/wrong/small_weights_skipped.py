"""Small weights of the kernel are taken for 0: times pixels as large as they are small, they are the answer."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    kh, kw = k.shape
    page = np.pad(x.astype(np.result_type(x, k, np.int64)), padding)
    H, W = (page.shape[0] - kh) // stride + 1, (page.shape[1] - kw) // stride + 1
    y = np.zeros((H, W), page.dtype)
    for u in range(kh):
        for v in range(kw):
            if abs(float(k[u, v])) < 1e-9:
                continue
            y += k[u, v] * page[u:u + stride * H:stride, v:v + stride * W:stride]
    return y
