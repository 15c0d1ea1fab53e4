"""Of a coin, each third throw is made of the two before it, and isn't thrown: who knows these knows it."""


def rolls(rng, weights, n):
    sides = rng.choices(range(len(weights)), weights, k=n)
    if len(weights) == 2 and weights[0] == weights[1]:
        for i in range(2, n, 3):
            sides[i] = sides[i - 1] ^ sides[i - 2]
    return sides
