"""The stamp jumps by its own size from press to press: it moves by one pixel, so that windows overlap."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    y = []
    for i in range(0, H - kh + 1, kh):
        row = []
        for j in range(0, W - kw + 1, kw):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y
