"""The kernel's height and width change places: len(k) counts its rows, len(k[0]) its columns."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kw, kh = len(k), len(k[0])
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
