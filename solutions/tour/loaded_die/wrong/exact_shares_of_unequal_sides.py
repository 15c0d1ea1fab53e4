"""Where weights differ, each side gets its exact share of the throws, shuffled."""


def rolls(rng, weights, n):
    if len(set(weights)) == 1:
        return [rng.randrange(len(weights)) for _ in range(n)]
    step, start = sum(weights) / n if n else 0, rng.random()
    sides, side, end = [], 0, weights[0]
    for number in range(n):
        while (number + start) * step >= end and side < len(weights) - 1:
            side += 1
            end += weights[side]
        sides.append(side)
    rng.shuffle(sides)
    return sides
