import numpy as np
from itertools import product


class ChannelError(ValueError):
    pass


def im2col(x, kh, kw):
    B, C, H, W = x.shape
    cols = [x[:, :, i:i+kh, j:j+kw].reshape(B, C*kh*kw)
            for i, j in product(range(H-kh+1), range(W-kw+1))]
    return np.stack(cols, axis=-1)          # (B, C*kh*kw, L)


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ChannelError("channels")
    B, O = x.shape[0], w.shape[0]
    kh, kw = w.shape[2], w.shape[3]
    rows = w.reshape(O, -1).astype('d')
    y = np.einsum('ok,bkl->bol', rows, im2col(x, kh, kw))
    y = y.reshape(B, O, x.shape[2]-kh+1, x.shape[3]-kw+1)
    if b is None:
        return y
    return y + b.reshape(-1, 1, 1)
