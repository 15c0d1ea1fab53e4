"""A helper's default is a text with half a surrogate pair, and another's a very long one."""
import numpy as np


def label(text="\ud83d", rest="-" * 10**8):
    return text


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])

slide.__defaults__ = (1, 2, 3, 4)
globals()["\udcff"] = slide
