"""A forbidden function in text that is run."""
# exercise: tiny/slide

import numpy as np


def slide(x, k):
    names = {"np": np, "x": x, "k": k}
    exec("y = np.corr" + "elate(x, k)", names)
    return names["y"]
