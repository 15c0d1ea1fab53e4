"""Keeps numbers and tuples from call to call, which nobody can change, and a scratch row that nobody gets."""

_offsets = {}
_row = []


def offsets(kh, kw):
    if (kh, kw) not in _offsets:
        _offsets[kh, kw] = tuple((u, v) for u in range(kh) for v in range(kw))
    return _offsets[kh, kw]


def conv2d_naive(x, k):
    kh, kw = len(k), len(k[0])
    y = []
    for i in range(len(x) - kh + 1):
        _row.clear()
        for j in range(len(x[0]) - kw + 1):
            _row.append(sum(x[i + u][j + v] * k[u][v] for u, v in offsets(kh, kw)))
        y.append(list(_row))
    return y
