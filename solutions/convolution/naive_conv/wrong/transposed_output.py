"""The page comes out on its side: each inner list is one row of the output, so the loop going down is the outer one."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    y = []
    for j in range(W - kw + 1):
        row = []
        for i in range(H - kh + 1):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y
