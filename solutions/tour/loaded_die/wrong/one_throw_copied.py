"""The die is thrown once, and the side that came up is returned n times."""


def rolls(rng, weights, n):
    point = rng.random() * sum(weights)
    side = 0
    while point >= weights[side]:
        point -= weights[side]
        side += 1
    return [side] * n
