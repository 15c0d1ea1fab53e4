"""All rows of the page are one and the same list: multiplying a list of lists repeats the inner list, it does not copy it."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    y = [[0.0] * (W - kw + 1)] * (H - kh + 1)
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            y[i][j] = s
    return y
