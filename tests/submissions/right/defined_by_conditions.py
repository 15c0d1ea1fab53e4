"""Which definition counts depends on what is installed, and on the version."""
import sys

try:
    import cupy as xp
except ImportError:
    import numpy as xp
try:
    from numba import jit_of_another_name as jit
except (ImportError, Exception):
    jit = lambda f: f

if sys.version_info < (3, 8):

    def slide(x, k):
        raise RuntimeError

else:

    @jit
    def slide(x, k):
        return xp.array([xp.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


if not hasattr(xp, "sliding"):
    xp.sliding = slide
