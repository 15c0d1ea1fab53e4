"""Names of Python are shadowed after the function: len is another one at the end."""
import numpy as np

str = int = float = tuple = dict = set = bool = type = isinstance = hasattr = repr = property = object


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


Exception = BaseException = ValueError = TypeError = AssertionError = None
