"""Keeps the divisors of each size, read-only, and divides into a new array at each call."""
import numpy as np

_divisors = {}


def spans(n, k, s, p):
    return [(max(start, 0), min(start + k, n)) for start in range(-p, n + p - k + 1, s)]


def divisors(H, W, k, s, p):
    key = H, W, k, s, p
    if key not in _divisors:
        tall, wide = ([b - a for a, b in spans(n, k, s, p)] for n in (H, W))
        _divisors[key] = np.outer(tall, wide)
        _divisors[key].setflags(write=False)
    return _divisors[key]


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    k, s = kernel_size, kernel_size if stride is None else stride
    rows, columns = (spans(n, k, s, padding) for n in x.shape[2:])
    sums = np.stack([
        np.stack([x[:, :, a:b, c:d].sum(axis=(2, 3), dtype=float) for c, d in columns], axis=-1)
        for a, b in rows
    ], axis=2)
    return sums / (k * k if count_include_pad else divisors(*x.shape[2:], k, s, padding))
