"""The answers are written over the caller's own image: write them onto a page of their own."""


def conv2d_naive(x, k):
    kh, kw = len(k), len(k[0])
    out_h, out_w = len(x) - kh + 1, len(x[0]) - kw + 1
    for i in range(out_h):
        for j in range(out_w):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            x[i][j] = s
    return [row[:out_w] for row in x[:out_h]]
