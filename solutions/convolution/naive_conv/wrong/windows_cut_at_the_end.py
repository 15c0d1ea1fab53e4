"""The page is as large as the image, with windows cut off at its end: presses where the stamp does not fit do not count."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    y = []
    for i in range(H):
        row = []
        for j in range(W):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    if i + u < H and j + v < W:
                        s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y
