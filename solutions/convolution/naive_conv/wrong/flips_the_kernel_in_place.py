"""The kernel is turned by 180 degrees, which is mathematical convolution, and it is the caller's own list that is turned: use its entries as they lie, and change nothing."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    k.reverse()
    for row in k:
        row.reverse()
    y = []
    for i in range(H - kh + 1):
        row = []
        for j in range(W - kw + 1):
            s = 0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y
