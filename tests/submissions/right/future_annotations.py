"""Annotations name what is nowhere defined, and are never looked at."""
from __future__ import annotations

import numpy as np

values: Undefined


def slide(x: jax.Array, k: tf.Tensor) -> pd.Series[int]:
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
