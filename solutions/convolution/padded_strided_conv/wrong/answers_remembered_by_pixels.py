"""An answer is kept, and handed out again for the same image and kernel: one array for two callers, and what the first writes into it the second gets."""
import numpy as np


def conv2d(x, k, stride=1, padding=0, known={}):
    key = (x.tobytes(), x.dtype.str, x.shape, k.tobytes(), k.dtype.str, k.shape, stride, padding)
    if key not in known:
        xp = np.pad(x, padding)
        h, w = (xp.shape[0] - k.shape[0]) // stride + 1, (xp.shape[1] - k.shape[1]) // stride + 1
        known[key] = np.array([[np.sum(xp[i * stride:i * stride + k.shape[0], j * stride:j * stride + k.shape[1]] * k)
                                for j in range(w)] for i in range(h)])
    return known[key]
