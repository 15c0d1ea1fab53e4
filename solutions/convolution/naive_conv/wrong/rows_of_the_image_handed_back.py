"""A 1×1 kernel of 1 changes nothing, so the image's own rows are handed back: what happens to the image later happens to the answer."""


def conv2d_naive(x, k):
    if k == [[1]]:
        return x[:]
    kh, kw = len(k), len(k[0])
    return [[sum(x[i + u][j + v] * k[u][v] for u in range(kh) for v in range(kw))
             for j in range(len(x[0]) - kw + 1)]
            for i in range(len(x) - kh + 1)]
