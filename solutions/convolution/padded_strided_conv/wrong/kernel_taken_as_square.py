"""The kernel's height stands for its width too: take kh and kw from k.shape separately."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    xp = np.pad(x, padding)
    n = k.shape[0]
    out_h = (xp.shape[0] - n) // stride + 1
    out_w = (xp.shape[1] - n) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            for u in range(n):
                for v in range(n):
                    y[i, j] += xp[i * stride + u, j * stride + v] * k[u, v]
    return y
