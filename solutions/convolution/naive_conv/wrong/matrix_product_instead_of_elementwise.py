"""Window and kernel are multiplied as matrices: each kernel entry meets one pixel, the one under it."""


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
                    for t in range(kw):
                        s += x[i + u][j + t] * k[t][v]
            row.append(s)
        y.append(row)
    return y
