"""Halving with NumPy's integers, which is_bad is asked with and one of which is returned."""

import numpy as np


def first_bad(count, is_bad):
    low, high = np.int64(0), np.int64(count)
    while low < high:
        middle = low + (high - low) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    return low if low < count else None
