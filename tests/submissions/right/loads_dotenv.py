"""Settings are taken from the environment, with defaults, and put into it."""
import os

import numpy as np

DEBUG = os.environ.get("DEBUG", "0") == "1"
os.environ["OMP_NUM_THREADS"] = "4"
os.environ.setdefault("KMP_DUPLICATE_LIB_OK", "TRUE")
os.putenv("A", "b")
print(os.getenv("PATH"), os.path.expandvars("$HOME"), os.environ["HOME"])


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
