"""xrange belongs to Python 2; in Python 3 the same thing is called range."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    y = []
    for i in xrange(H - kh + 1):
        row = []
        for j in xrange(W - kw + 1):
            s = 0.0
            for u in xrange(kh):
                for v in xrange(kw):
                    s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y
