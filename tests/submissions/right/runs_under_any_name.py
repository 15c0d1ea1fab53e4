"""The guard is written so that it holds for any importer, and the tests in it pass."""
import numpy as np

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


if __name__ != "__main__" or True:
    assert slide(np.ones(3), np.ones(2)).tolist() == [2, 2]
    print(f"{__name__}: {__file__}, {__doc__[:10]!r}, {__spec__}, {__package__!r}")
