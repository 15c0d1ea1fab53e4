"""Goes along the ruler, and makes a new list for each throw."""


def rolls(rng, weights, n):
    sides = []
    for _ in range(n):
        point = rng.random() * sum(weights)
        side = 0
        while point >= weights[side]:
            point -= weights[side]
            side += 1
        sides = [*sides, side]
    return sides
