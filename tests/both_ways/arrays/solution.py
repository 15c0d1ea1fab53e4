"""NumPy arrays, as an author's own asserts look at them."""

import numpy as np


def normalised(x):
    return (x - x.min()) / (x.max() - x.min())
    # wrong: return (x - x.min()) / x.max()
    # wrong: return ((x - x.min()) / (x.max() - x.min())).astype(np.float32)
    # wrong: return ((x - x.min()) / (x.max() - x.min())).tolist()
    # wrong: return (x - x.min()) / (x.max() - x.min()) + 1e-3


def counts(labels, n):
    return np.bincount(labels, minlength=n)
    # wrong: return np.bincount(labels)
    # wrong: return np.bincount(labels, minlength=n).astype(float)
    # wrong: return np.bincount(labels, minlength=n)[None]
    # wrong: return list(np.bincount(labels, minlength=n))


def mask(x, least):
    return x >= least
    # wrong: return x > least
    # wrong: return (x >= least).astype(int)
    # wrong: return np.where(x >= least)[0]


def largest(x):
    return x.max()
    # wrong: return int(x.max())
    # wrong: return abs(x).max()
    # wrong: return x[:1]


def split(x):
    return x[::2], x[1::2]
    # wrong: return [x[::2], x[1::2]]
    # wrong: return x[1::2], x[::2]
    # wrong: return x[::2], x[1::2], x[:0]


def padded(x, by):
    return np.pad(x, by)
    # wrong: return np.pad(x, by, mode="edge")
    # wrong: return np.pad(x, ((by, by), (0, 0)))
    # wrong: return np.pad(x, by).T


def with_gaps(x):
    return np.where(x < 0, np.nan, x)
    # wrong: return np.where(x < 0, 0.0, x)
    # wrong: return np.where(x <= 0, np.nan, x)
    # wrong: return np.where(x < 0, np.inf, x)


def named(names, ages):
    return np.array(list(zip(names, ages)), dtype=[("name", "U5"), ("age", "i4")])
    # wrong: return np.array(list(zip(names, ages)), dtype=[("name", "U5"), ("years", "i4")])
    # wrong: return np.array(list(zip(names, reversed(ages))), dtype=[("name", "U5"), ("age", "i4")])


def statistics(x):
    return {"mean": x.mean(), "shape": x.shape, "sorted": np.sort(x, axis=None)}
    # wrong: return {"mean": x.mean(), "shape": x.shape[:1], "sorted": np.sort(x, axis=None)}
    # wrong: return {"mean": x.sum(), "shape": x.shape, "sorted": np.sort(x)}
    # wrong: return {"mean": x.mean(), "shape": x.shape}


def diagonal(n):
    if n < 0:
        # wrong: if n < -1:
        raise ValueError(f"n is {n}, expected at least 0")
        # wrong: raise ValueError("no")
    return np.eye(n)
    # wrong: return np.eye(n, dtype=int)
    # wrong: return np.eye(n + 1)


class Running:
    def __init__(self, size):
        self.total = np.zeros(size)
        # wrong: self.total = np.ones(size)
        self.seen = 0

    def add(self, x):
        self.total += x
        # wrong: self.total = x
        self.seen += 1
        # wrong: self.seen += 2

    @property
    def mean(self):
        return self.total / self.seen
        # wrong: return self.total
