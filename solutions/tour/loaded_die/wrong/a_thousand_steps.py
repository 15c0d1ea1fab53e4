"""The ruler has a thousand places: a side that weighs less than a thousandth gets one of them, or none.

Evidence: randrange
"""


def rolls(rng, weights, n):
    sides = []
    for _ in range(n):
        point = rng.randrange(1000) / 1000 * sum(weights)
        side = 0
        while point >= weights[side] and side < len(weights) - 1:
            point -= weights[side]
            side += 1
        sides.append(side)
    return sides
