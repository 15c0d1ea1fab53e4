"""A block of throws is copied now and then: each throw has to be independent of all others."""


def rolls(rng, weights, n):
    sides = []
    while len(sides) < n:
        block = rng.choices(range(len(weights)), weights, k=50)
        sides += block
        if len(sides) % 400 == 350:
            sides += sides[100:150] + block
    return sides[:n]
