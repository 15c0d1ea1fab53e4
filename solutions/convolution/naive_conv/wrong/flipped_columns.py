"""The kernel is mirrored left to right: its first column has to meet the first column of the window."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    y = []
    for i in range(H - kh + 1):
        row = []
        for j in range(W - kw + 1):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][-1 - v]
            row.append(s)
        y.append(row)
    return y
