import random


def rolls(rng: random.Random, weights: list[float], n: int) -> list[int]:
    """n >= 0 throws of a die whose side i comes up with the chance weights[i] / sum(weights).

    weights: numbers >= 0, at least one above 0; they stay as they are. Returns a list of n ints.
    All randomness comes from rng; a second call with it throws anew.
    """
    raise NotImplementedError
