"""After the roll the wrong end is blanked: zeros belong where pixels came round, on the side the image moves away from."""
import numpy as np


def shift(x, dy, dx):
    out = np.roll(x, (dy, dx), axis=(0, 1))
    if dy > 0:
        out[-dy:] = 0
    elif dy < 0:
        out[:-dy] = 0
    if dx > 0:
        out[:, -dx:] = 0
    elif dx < 0:
        out[:, :-dx] = 0
    return out


def commuting_region(shape, kernel_shape, dy, dx):
    H, W = shape
    kh, kw = kernel_shape
    out_h = H - kh + 1
    out_w = W - kw + 1
    top, bottom = max(0, dy), max(0, min(out_h, out_h + dy))
    left, right = max(0, dx), max(0, min(out_w, out_w + dx))
    return slice(top, bottom), slice(left, right)
