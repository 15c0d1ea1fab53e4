"""A forbidden function as a class's attribute."""
# exercise: tiny/slide

import numpy as np


class Tools:
    multiply = staticmethod(np.__dict__["conv" + "olve"])


def slide(x, k):
    return Tools().multiply(x, k)
