"""np.roll, blanked where pixels came round; stops left past the end; prints."""
import numpy as np


def shift(x, dy, dx):
    print("shift", dy, dx)
    out = np.roll(x, (dy, dx), axis=(0, 1))
    rows, cols = np.arange(x.shape[0]) - dy, np.arange(x.shape[1]) - dx
    out[(rows < 0) | (rows >= x.shape[0])] = 0
    out[:, (cols < 0) | (cols >= x.shape[1])] = 0
    return out


def commuting_region(shape, kernel_shape, dy, dx):
    (H, W), (kh, kw) = shape, kernel_shape
    bottom, right = H - kh + 1 + dy, W - kw + 1 + dx
    if bottom <= 0 or right <= 0:
        return slice(0, 0), slice(0, 0)
    return np.s_[max(dy, 0):bottom, max(dx, 0):right]


if __name__ == "__main__":
    print(commuting_region((3, 4), (2, 2), 1, -1))
