import numpy as np
from NAME import NAME


def test_a_sure_thing():
    assert NAME(np.random.default_rng(1), 1.0, 3).tolist() == [True, True, True]
