"""A cache that is right: keyed by the pixels themselves, and it hands out copies."""
import numpy as np

_seen = {}


def conv2d(x, k, stride=1, padding=0):
    key = (x.tobytes(), x.dtype.str, x.shape, k.tobytes(), k.dtype.str, k.shape, stride, padding)
    if key not in _seen:
        xp = np.pad(x, padding) * 1.0
        h, w = (xp.shape[0] - k.shape[0]) // stride + 1, (xp.shape[1] - k.shape[1]) // stride + 1
        cells = [np.sum(xp[i * stride:i * stride + k.shape[0], j * stride:j * stride + k.shape[1]] * k)
                 for i in range(h) for j in range(w)]
        _seen[key] = np.array(cells).reshape(h, w)
    return _seen[key].copy()
