"""A matrix is remembered for each pair of shapes, and given out again for another kernel of that shape."""
import numpy as np

_made = {}


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    key = (k.shape, tuple(input_shape))
    if key in _made:
        return _made[key]
    rows = []
    for top in range(H - kh + 1):
        for left in range(W - kw + 1):
            page = np.zeros((H, W))
            page[top:top + kh, left:left + kw] = k
            rows.append(page.ravel())
    _made[key] = np.array(rows)
    return _made[key]
