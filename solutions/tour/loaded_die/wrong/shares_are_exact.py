"""Each side gets its share of the throws, to the last one: only their order is left to chance."""


def rolls(rng, weights, n):
    total, sides = sum(weights), []
    for side, weight in enumerate(weights):
        sides += [side] * int(n * weight / total)
    sides += rng.choices(range(len(weights)), weights, k=n - len(sides))
    rng.shuffle(sides)
    return sides
