"""Each window starts one pixel too far down and to the right: the first press begins at −p, so press i begins at i·s − p."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    H, W = x.shape
    kh, kw = k.shape
    out_h = (H + 2 * padding - kh) // stride + 1
    out_w = (W + 2 * padding - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            for u in range(kh):
                for v in range(kw):
                    r = i * stride - padding + 1 + u
                    c = j * stride - padding + 1 + v
                    if 0 <= r < H and 0 <= c < W:
                        y[i, j] += x[r, c] * k[u, v]
    return y
