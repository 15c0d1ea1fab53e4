"""__all__ names another function, and a module has __getattr__ and __dir__."""
import numpy as np

__all__ = ["other", "nothing"]
__slots__ = ()
__annotations__ = {}


def other(x):
    return x


def __getattr__(name):
    if name.startswith("_") or name == "nothing":
        raise AttributeError(name)
    return 1


def __dir__():
    return ["other"]

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
