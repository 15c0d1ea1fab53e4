from __future__ import annotations


def dot(a: list[float], b: list[float]) -> float:
    return sum(p * q for p, q in zip(a, b))


def conv2d_naive(x: list[list[float]], k: list[list[float]]) -> list[list[float]]:
    kh = len(k)
    kw = len(k[0])
    result: list[list[float]] = []
    for i in range(len(x) - kh + 1):
        band = x[i:i + kh]
        result += [[
            sum(dot(row[j:j + kw], weights) for row, weights in zip(band, k))
            for j in range(len(x[0]) - kw + 1)
        ]]
    return result
