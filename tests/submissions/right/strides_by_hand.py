"""Windows are a view with strides of its own, without a copy."""
import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def slide(x, k):
    step = x.strides[0]
    windows = as_strided(x, (len(x) - len(k) + 1, len(k)), (step, step), writeable=False)
    assert np.array_equal(windows, sliding_window_view(x, len(k)))
    return np.dot(windows, k)
