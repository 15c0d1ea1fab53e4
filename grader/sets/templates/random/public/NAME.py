import numpy as np


def NAME(rng: np.random.Generator, p: float, n: int) -> np.ndarray:
    """n flips of a coin that falls on heads with chance p: shape (n,), True for heads.

    All random numbers come from rng. 0 <= p <= 1, n >= 0.
    """
    raise NotImplementedError
