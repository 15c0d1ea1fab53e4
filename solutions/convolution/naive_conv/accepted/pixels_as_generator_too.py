"""yields rows that are generators themselves."""


def conv2d_naive(x, k):
    kh, kw = len(k), len(k[0])
    for i in range(len(x) - kh + 1):
        yield (
            sum(x[i + u][j + v] * k[u][v] for v in range(kw) for u in range(kh))
            for j in range(len(x[i]) - kw + 1)
        )
