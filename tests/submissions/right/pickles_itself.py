"""Functions and classes of the file are pickled, copied, and looked up by their names."""
import copy
import pickle
from enum import Enum, auto

import numpy as np


class Kind(Enum):
    VALID = auto()


class Point:
    def __init__(self, x):
        self.x = x

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


assert pickle.loads(pickle.dumps(slide)) is slide
assert pickle.loads(pickle.dumps(Point(1))).x == 1
assert copy.deepcopy(Kind.VALID) is Kind.VALID is pickle.loads(pickle.dumps(Kind.VALID))
