"""A new generator gets one of a thousand seeds from rng: no more than a thousand lists of throws can come.

Evidence: Random
"""

import random


def rolls(rng, weights, n):
    thrower = random.Random(rng.randrange(1000))
    return thrower.choices(range(len(weights)), weights, k=n)
