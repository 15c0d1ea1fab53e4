"""Small weights of the kernel are taken for 0: times pixels as large as they are small, they are the answer."""


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
                    if abs(k[u][v]) < 1e-9:
                        continue
                    s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y
