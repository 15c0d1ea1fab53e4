"""The output is made as high as it is wide: its height comes from the image's own height."""


def conv2d_naive(x, k):
    W = len(x[0])
    kh, kw = len(k), len(k[0])
    y = []
    for i in range(W - kh + 1):
        row = []
        for j in range(W - kw + 1):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y
