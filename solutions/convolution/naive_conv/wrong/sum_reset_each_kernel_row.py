"""The sum starts again at every row of the kernel, so only its last row counts: set it to zero once for each window."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    y = []
    for i in range(H - kh + 1):
        row = []
        for j in range(W - kw + 1):
            for u in range(kh):
                s = 0.0
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y
