"""Bare excepts, finally with a return, else branches and exceptions of its own."""
import traceback

import numpy as np


class SlideError(Exception):
    """Raised and caught."""


def slide(x, k):
    try:
        raise SlideError("always") from KeyError(1)
    except SlideError:
        traceback.print_exc()
    try:
        return None
    except:
        pass
    else:
        1 / 0
    finally:
        return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
