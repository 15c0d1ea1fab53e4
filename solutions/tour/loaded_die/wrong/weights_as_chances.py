"""The weights are used as chances, and those need not add up to 1 here."""


def rolls(rng, weights, n):
    sides = []
    for _ in range(n):
        point = rng.random()
        side = 0
        while side < len(weights) - 1 and point >= weights[side]:
            point -= weights[side]
            side += 1
        sides.append(side)
    return sides
