"""The random module's own generator is asked, and not rng: the same state doesn't give the same throws."""

import random


def rolls(rng, weights, n):
    rng = random
    sides = []
    for _ in range(n):
        point = rng.random() * sum(weights)
        side = 0
        while point >= weights[side]:
            point -= weights[side]
            side += 1
        sides.append(side)
    return sides
