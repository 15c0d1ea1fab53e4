"""Many throws are sorted, and few are not: they come as they fall, however many there are.

Evidence: sort
"""


def rolls(rng, weights, n):
    sides = rng.choices(range(len(weights)), weights, k=n)
    if n >= 10_000:
        sides.sort()
    return sides
