"""Each side gets a whole number of tickets for its weight: small weights get none.

Evidence: range
"""


def rolls(rng, weights, n):
    tickets = []
    for side, weight in enumerate(weights):
        tickets += [side] * int(weight * 100)
    return [rng.choice(tickets) for _ in range(n)]
