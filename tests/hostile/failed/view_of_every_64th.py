"""An honest view of every 64th number, which would fill sixty-four times its size if laid out."""
# exercise: tiny/slide
# also: crashed timeout

import numpy as np

numbers = np.zeros(64 * 2**17)


def slide(x, k):
    np.dot(k, k)
    return numbers[::64]
