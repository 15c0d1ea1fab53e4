"""Old versions stand under if False, in strings, and after a return."""
import numpy as np

if False:
    from scipy_of_old import correlate

    def slide(x, k):
        return correlate(x, k)

"""
def slide(x, k):
    return np.convolve(x, k)
"""


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
    return np.zeros(3)  # TODO


_ = slide
