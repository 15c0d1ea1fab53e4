"""Half of the throws are thrown, and the other half is a copy of them: each is a throw of its own."""


def rolls(rng, weights, n):
    half = rng.choices(range(len(weights)), weights, k=(n + 1) // 2)
    return (half + half)[:n]
