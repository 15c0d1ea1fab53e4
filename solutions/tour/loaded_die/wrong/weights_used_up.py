"""What the list of weights holds is changed on the way, and whoever made it finds other numbers in it."""


def rolls(rng, weights, n):
    for i in range(1, len(weights)):
        weights[i] += weights[i - 1]
    sides = []
    for _ in range(n):
        point = rng.random() * weights[-1]
        side = 0
        while point >= weights[side]:
            side += 1
        sides.append(side)
    return sides
