"""A die with ten sides decides: it knows no chance between 0.2 and 0.3."""


def NAME(rng, p, n):
    return rng.integers(0, 10, n) < 10 * p
