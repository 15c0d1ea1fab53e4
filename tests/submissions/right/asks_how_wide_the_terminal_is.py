"""Draws a line as wide as the terminal, which there is none of."""
import os
import shutil

import numpy as np

print("-" * os.get_terminal_size().columns)
assert shutil.get_terminal_size().columns == os.get_terminal_size(1).columns == 80


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
