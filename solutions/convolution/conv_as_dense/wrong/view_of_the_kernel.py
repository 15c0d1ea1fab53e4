"""Where the kernel is as large as the image, the answer is the kernel's own memory: whoever changes one changes both."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    if (kh, kw) == (H, W):
        return k.reshape(1, -1)
    rows = []
    for top in range(H - kh + 1):
        for left in range(W - kw + 1):
            page = np.zeros((H, W))
            page[top:top + kh, left:left + kw] = k
            rows.append(page.ravel())
    return np.array(rows)
