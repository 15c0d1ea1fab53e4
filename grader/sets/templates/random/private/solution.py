"""A number below p, with chance p."""


def NAME(rng, p, n):
    return rng.random(n) < p
