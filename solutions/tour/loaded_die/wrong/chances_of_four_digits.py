"""Chances are rounded to four digits: of a die with thousands of sides, most have none left."""

from bisect import bisect
from itertools import accumulate


def rolls(rng, weights, n):
    total = sum(weights)
    ends = list(accumulate(round(weight / total, 4) for weight in weights))
    return [bisect(ends, rng.random() * ends[-1]) for _ in range(n)]
