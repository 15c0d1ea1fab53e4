"""Arguments are checked by asserts, isinstance and hints before anything else."""
import inspect
import typing

import numpy as np


def slide(x: np.ndarray, k: np.ndarray) -> np.ndarray:
    assert isinstance(x, np.ndarray) and type(k) is np.ndarray, (type(x), type(k))
    assert x.ndim == k.ndim == 1 and 0 < len(k) <= len(x)
    assert x.flags.writeable and x.dtype == k.dtype
    hints = typing.get_type_hints(slide)
    assert hints["return"] is np.ndarray and "np.dot" in inspect.getsource(slide)
    assert inspect.stack()[0].function == "slide"
    y = np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
    assert y.shape == (len(x) - len(k) + 1,)
    return y
