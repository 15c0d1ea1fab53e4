"""The jumps are kept in a byte, which counts to 127: a longer row has more."""
import numpy as np


def output_size(n, k, stride=1, padding=0):
    if min(n, k, padding) < 0 or stride < 1 or n + 2*padding < k: raise ValueError
    return int(np.int8((n + 2*padding - k) // stride)) + 1


def same_padding(k):
    if k % 2 == 0: raise ValueError
    return round((k - 1) / 2)


def layers_until_empty(n, k):
    if k < 2: raise ValueError
    return 1 + layers_until_empty(n - k + 1, k) if n >= k else 0
