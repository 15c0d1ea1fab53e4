"""Flat lists, while loops and index arithmetic; skips weights that are zero."""


def conv2d_naive(x, k):
    W = len(x[0])
    flat = sum((list(row) for row in x), [])
    ow = W - len(k[0]) + 1
    out, i = [], 0
    while i <= len(x) - len(k):
        row, j = [], 0
        while j < ow:
            total, u = 0, 0
            while u < len(k):
                v = 0
                while v < len(k[u]):
                    if k[u][v] != 0:
                        total += flat[(i + u) * W + j + v] * k[u][v]
                    v += 1
                u += 1
            row.append(total)
            j += 1
        out.append(row)
        i += 1
    return out
