"""pytest.main() stands at the end, not guarded: there is nothing that it would collect here."""
import numpy as np
import pytest


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


pytest.main(["-q"])
