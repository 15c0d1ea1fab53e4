"""Sides are counted from 1, as on a die for children: here they begin with 0."""


def rolls(rng, weights, n):
    return rng.choices(range(1, len(weights) + 1), weights, k=n)
