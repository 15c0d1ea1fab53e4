"""The page is as large as the image, with a border of zeros: here the stamp stays on the image and the page shrinks."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    y = [[0.0] * W for _ in range(H)]
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            y[i + kh // 2][j + kw // 2] = s
    return y
