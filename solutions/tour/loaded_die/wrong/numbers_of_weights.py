"""The weight of the side is returned: its number is asked for."""


def rolls(rng, weights, n):
    return rng.choices(weights, weights, k=n)
