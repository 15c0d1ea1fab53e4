"""The page has a fixed size, and of a larger image only a corner is convolved."""


def conv2d_naive(x, k):
    page = [[0] * 32 for _ in range(32)]
    H, W = min(len(x), 32), min(len(x[0]), 32)
    for i in range(H):
        for j in range(W):
            page[i][j] = x[i][j]
    return [[sum(page[i + u][j + v] * k[u][v] for u in range(len(k)) for v in range(len(k[0])))
          for j in range(W - len(k[0]) + 1)] for i in range(H - len(k) + 1)]
