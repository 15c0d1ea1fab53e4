"""Windows are measured from the kernel's middle, which a kernel of even size does not have: measure them from their first pixel."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    xp = np.pad(x, padding)
    kh, kw = k.shape
    ch, cw = kh // 2, kw // 2
    rows = range(ch, xp.shape[0] - ch, stride)
    cols = range(cw, xp.shape[1] - cw, stride)
    y = np.zeros((len(rows), len(cols)))
    for i, r in enumerate(rows):
        for j, c in enumerate(cols):
            for u in range(-ch, ch + 1):
                for v in range(-cw, cw + 1):
                    y[i, j] += xp[r + u, c + v] * k[ch + u, cw + v]
    return y
