"""Rows of earlier calls are still in the list: one that is made once, in a default argument or outside of the function, is the same at each call."""


def conv2d_naive(x, k, y=[]):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
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
