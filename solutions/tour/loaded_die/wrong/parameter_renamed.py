"""A parameter has another name than in the task: who says the names at the call, as in rolls(rng=rng, weights=[1, 1], n=5), is refused."""

from bisect import bisect
from itertools import accumulate


def rolls(rng, weights, k):
    ends = list(accumulate(weights))
    # The last piece has no end: sums of floats may be a little less than they should.
    return [bisect(ends, rng.random() * ends[-1]) for _ in range(k)]
