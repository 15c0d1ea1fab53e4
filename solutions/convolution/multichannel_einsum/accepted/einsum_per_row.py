import numpy as np


def conv2d_multichannel(x, w, b=None):
    n_img, n_chan, H, W = x.shape
    n_filt, n_chan_w, kh, kw = w.shape
    if n_chan != n_chan_w:
        raise ValueError
    rows = []
    for top in range(H - kh + 1):
        band = x[:, :, top:top + kh, :]
        strip = np.stack([band[..., left:left + kw] for left in range(W - kw + 1)])
        rows.append(np.einsum('jbcuv,ocuv->boj', strip, w, dtype=np.result_type(strip, w, np.int64)))
    maps = np.stack(rows, axis=2)
    if b is not None:
        for o in range(n_filt):
            maps = maps.astype(np.result_type(maps, b), copy=False)
            maps[:, o] += b[o]
    return maps
