"""Every side gets a little on top of its weight: those that weigh little come up too often."""


def rolls(rng, weights, n):
    more = sum(weights) / 100
    helped = [weight + more if weight > 0 else 0 for weight in weights]
    return rng.choices(range(len(weights)), helped, k=n)
