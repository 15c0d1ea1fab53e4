"""The output is made as wide as it is high: its width comes from the image's own width."""


def conv2d_naive(x, k):
    n = len(x)
    kh, kw = len(k), len(k[0])
    y = []
    for i in range(n - kh + 1):
        row = []
        for j in range(n - kw + 1):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y
