"""All rows of the page are one and the same list, so that what is added to one row is added to every row: multiplying a list of lists repeats the inner list, it does not copy it."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    y = [[0] * (W - kw + 1)] * (H - kh + 1)
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            for u in range(kh):
                for v in range(kw):
                    y[i][j] += x[i + u][j + v] * k[u][v]
    return y
