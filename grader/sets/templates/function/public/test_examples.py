import numpy as np
from NAME import NAME


def test_pairs():
    assert NAME(np.array([1, 2, 3, 4]), 2).tolist() == [3, 5, 7]
