"""All sides come up equally often, whatever they weigh."""


def rolls(rng, weights, n):
    sides = [i for i in range(len(weights)) if weights[i] > 0]
    return [rng.choice(sides) for _ in range(n)]
