"""NumPy arrays of Python ints; returns what they hold."""
import numpy as np


def receptive_field(layers):
    table = np.array([tuple(l) + (1,) * (3 - len(l)) for l in layers], dtype=object).reshape(-1, 3)
    jumps = np.concatenate([np.array([1], dtype=object), np.cumprod(table[:, 1])])[: len(table)]
    return 1 + int(np.sum((table[:, 0] - 1) * table[:, 2] * jumps))
