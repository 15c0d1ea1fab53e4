"""The stride spreads the kernel's entries apart, which is dilation: it moves whole windows, and pixels inside a window are neighbours."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    xp = np.pad(x, padding)
    H, W = xp.shape
    kh, kw = k.shape
    out_h = max(H - stride * (kh - 1), 0)
    out_w = max(W - stride * (kw - 1), 0)
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            for u in range(kh):
                for v in range(kw):
                    y[i, j] += xp[i + u * stride, j + v * stride] * k[u, v]
    return y
