"""Only the first four sides are looked at.

Evidence: range
"""


def rolls(rng, weights, n):
    first = weights[:4]
    return rng.choices(range(len(first)), first, k=n) if sum(first) else [0] * n
