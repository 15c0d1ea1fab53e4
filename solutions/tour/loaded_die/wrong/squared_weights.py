"""Heavy sides come up too often, as if the weights were squared."""


def rolls(rng, weights, n):
    return rng.choices(range(len(weights)), [w * w for w in weights], k=n)
