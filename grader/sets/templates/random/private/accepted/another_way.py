"""One of n binomials of a single flip."""


def NAME(rng, p, n):
    return rng.binomial(1, p, size=n) == 1
