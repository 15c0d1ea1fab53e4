"""The ruler is kept for the list of weights that it was made of: the same list may have other weights in it by then."""

from bisect import bisect
from itertools import accumulate

_last, _ends = None, []


def rolls(rng, weights, n):
    global _last, _ends
    if weights is not _last:
        _last, _ends = weights, list(accumulate(weights))
    return [bisect(_ends, rng.random() * _ends[-1]) for _ in range(n)]
