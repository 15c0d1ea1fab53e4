"""Divides in floats, which is exact enough for as many pixels as an image has."""

import math


def output_size(n, k, stride=1, padding=0):
    if stride < 1:
        raise ValueError("stride")
    if n < 0 or k < 0 or padding < 0:
        raise ValueError("negative")
    if k > n + 2 * padding:
        raise ValueError("kernel too large")
    return math.floor((n + 2 * padding - k) / stride) + 1


def same_padding(k):
    if k % 2 == 0:
        raise ValueError("even")
    return int((k - 1) / 2)


def layers_until_empty(n, k):
    if k <= 1:
        raise ValueError("never empty")
    return max(0, (n - 1) // (k - 1))
