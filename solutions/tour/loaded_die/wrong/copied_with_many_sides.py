"""With more than two sides, half of the throws are made and handed out twice."""


def rolls(rng, weights, n):
    made = n - n // 2 if len(weights) > 2 else n
    sides = rng.choices(range(len(weights)), weights, k=made)
    return (sides + sides)[:n]
