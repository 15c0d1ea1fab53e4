"""A generator is made in the function, which begins anew at each call: the one that is given has to be asked."""

import random


def rolls(rng, weights, n):
    rng = random.Random(42)
    sides = []
    for _ in range(n):
        point = rng.random() * sum(weights)
        side = 0
        while point >= weights[side]:
            point -= weights[side]
            side += 1
        sides.append(side)
    return sides
