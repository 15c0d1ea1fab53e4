"""A point on a ruler, whose pieces are as long as the weights."""

from bisect import bisect
from itertools import accumulate


def rolls(rng, weights, n):
    ends = list(accumulate(weights))
    # The last piece has no end: sums of floats may be a little less than they should.
    return [bisect(ends, rng.random() * ends[-1]) for _ in range(n)]
