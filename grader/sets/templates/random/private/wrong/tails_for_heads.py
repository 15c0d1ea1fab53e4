"""Heads and tails are exchanged: it falls on heads with chance 1 − p."""


def NAME(rng, p, n):
    return rng.random(n) >= p
