"""The point can only lie on whole numbers: weights may be fractions."""


def rolls(rng, weights, n):
    sides = []
    for _ in range(n):
        point = rng.randrange(max(int(sum(weights)), 1))
        side = 0
        while point >= weights[side]:
            point -= weights[side]
            side += 1
        sides.append(side)
    return sides
