"""Clears the screen, at the top and in every call."""
import os

import numpy as np

os.system("cls" if os.name == "nt" else "clear")


def slide(x, k):
    os.system("clear")
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
