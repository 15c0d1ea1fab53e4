"""The page for the answer is made once for each size, not in each call: the next answer of that size overwrites the one before."""

pages = {}


def conv2d_naive(x, k):
    H_out, W_out = len(x) - len(k) + 1, len(x[0]) - len(k[0]) + 1
    if (H_out, W_out) not in pages:
        pages[H_out, W_out] = [[0.0] * W_out for _ in range(H_out)]
    y = pages[H_out, W_out]
    for i in range(H_out):
        for j in range(W_out):
            y[i][j] = sum(x[i + u][j + v] * k[u][v] for u in range(len(k)) for v in range(len(k[0])))
    return y
