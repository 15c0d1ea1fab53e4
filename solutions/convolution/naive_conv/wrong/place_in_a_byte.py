"""Pixels are found by a number kept in a byte, which counts to 255: a larger image starts again from its first."""


def conv2d_naive(x, k):
    flat = [p for row in x for p in row]
    W = len(x[0]); kh = len(k); kw = len(k[0])
    # an index kept in a byte
    return [[sum(flat[((i + u) * W + j + v) & 0xFF] * k[u][v] for u in range(kh) for v in range(kw))
             for j in range(W - kw + 1)] for i in range(len(x) - kh + 1)]
