"""A forbidden function inside functools.partial and map."""
# exercise: tiny/slide

import functools

import numpy as np


def slide(x, k):
    press = functools.partial(vars(np)["conv" + "olve"], v=k)
    return np.array(list(map(press, [x])))
