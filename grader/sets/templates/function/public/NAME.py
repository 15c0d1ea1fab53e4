import numpy as np


def NAME(x: np.ndarray, k: int) -> np.ndarray:
    """Sums of all k neighbours.

    x: shape (W,). k: 1 <= k <= W. Returns a new array of shape (W - k + 1,).
    """
    raise NotImplementedError
