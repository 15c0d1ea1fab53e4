"""Throws darts at a board as wide as there are sides, until one hits a side's bar."""


def rolls(rng, weights, n):
    found = []
    highest = max(weights)
    while len(found) < n:
        side = rng.randrange(len(weights))
        if rng.uniform(0, highest) < weights[side]:
            found.append(side)
    return found
