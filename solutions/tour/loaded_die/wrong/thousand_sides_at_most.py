"""Only the first thousand sides come up: a die may have more."""


def rolls(rng, weights, n):
    sides = range(len(weights))[:1000]
    return rng.choices(sides, weights[:1000], k=n)
