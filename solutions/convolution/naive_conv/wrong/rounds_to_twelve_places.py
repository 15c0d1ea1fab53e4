"""Sums are rounded, or small ones taken for 0, which leaves nothing of an image in very small numbers."""

def conv2d_naive(x, k):
    H, W, kh, kw = len(x), len(x[0]), len(k), len(k[0])
    page = []
    for i in range(H - kh + 1):
        row = []
        for j in range(W - kw + 1):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            row.append(round(s, 12))
        page.append(row)
    return page
