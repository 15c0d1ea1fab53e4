"""The kernel is used transposed, so rows of the stamp lie along columns of the image: k[u] is the stamp's row u."""


def conv2d_naive(x, k):
    k = [list(column) for column in zip(*k)]
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
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
