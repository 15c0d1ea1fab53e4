"""Maps are remembered by the arrays' bytes without their shapes: 2×3 filters and 3×2 ones with the same weights count as one."""
import numpy as np

known = {}


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ValueError(f"{x.shape[1]} channels of images, {w.shape[1]} of filters")
    key = x.tobytes(), w.tobytes(), x.dtype, w.dtype, x.shape[:2], w.shape[:2]
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    wide = w.astype(np.result_type(x, w, np.int64))
    y = known.setdefault(key, np.einsum("bcijuv,ocuv->boij", windows, wide))
    return y.copy() if b is None else y + b[:, None, None]
