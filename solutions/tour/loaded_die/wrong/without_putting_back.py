"""A side that came up can't come up again for a while: the throws depend on each other."""


def rolls(rng, weights, n):
    sides = []
    while len(sides) < n:
        round_ = [i for i in range(len(weights)) if weights[i] > 0]
        keys = {i: rng.random() ** (1 / weights[i]) for i in round_}
        sides += sorted(round_, key=lambda i: -keys[i])
    return sides[:n]
