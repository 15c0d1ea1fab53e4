"""The generator has a method for this."""


def rolls(rng, weights, n):
    return rng.choices(range(len(weights)), weights=weights, k=n)
