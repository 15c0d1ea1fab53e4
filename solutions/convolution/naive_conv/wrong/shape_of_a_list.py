"""A list has no shape: len(x) is its number of rows, len(x[0]) the length of a row."""


def conv2d_naive(x, k):
    H, W = x.shape
    kh, kw = k.shape
    y = []
    for i in range(H - kh + 1):
        row = []
        for j in range(W - kw + 1):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y
