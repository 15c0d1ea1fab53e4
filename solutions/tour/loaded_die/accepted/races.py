"""A race: each side is late by a random time, a heavy one by less. The first to arrive is thrown."""


def rolls(rng, weights, n):
    def winner():
        times = {i: rng.expovariate(w) for i, w in enumerate(weights) if w > 0}
        return min(times, key=times.get)

    return [winner() for _ in range(n)]
