"""einsum without letters: the axes are numbered."""
from numpy import asarray, einsum, float64, zeros

BATCH, CHANNEL, ROW, COLUMN, FILTER = range(5)


def conv2d_multichannel(x, w, b=None):
    x, w = asarray(x, float64), asarray(w, float64)
    n, c, height, width = x.shape
    filters, depth, kh, kw = w.shape
    if depth != c:
        raise ValueError('Channels of x (%s) and w (%s) do not agree.' % (c, depth))
    b = zeros(filters) if b is None else b
    y = zeros((n, filters, height - kh + 1, width - kw + 1))
    for i in range(y.shape[2]):
        for j in range(y.shape[3]):
            y[..., i, j] = b + einsum(
                x[:, :, i:i + kh, j:j + kw], [BATCH, CHANNEL, ROW, COLUMN],
                w, [FILTER, CHANNEL, ROW, COLUMN],
                [BATCH, FILTER])
    return y
