"""Seeds each source of chance, and draws from each at the top and in every call."""
import os
import random
import secrets
import uuid

import numpy as np

random.seed(42)
np.random.seed(42)
os.environ["PYTHONHASHSEED"] = "42"
rng = np.random.default_rng()
print(uuid.uuid4(), secrets.token_hex(4), os.urandom(2), uuid.uuid1())


def slide(x, k):
    np.random.seed(0)
    order = rng.permutation(len(x) - len(k) + 1)
    y = [None] * len(order)
    for i in order:
        y[i] = np.dot(x[i : i + len(k)], k)
    random.shuffle(list(order))
    return np.array(y)
