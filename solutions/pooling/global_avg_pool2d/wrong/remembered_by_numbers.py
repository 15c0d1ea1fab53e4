"""Answers are remembered by the pixels' numbers without their type: float16 has fewer digits, and a float64 image with the same numbers gets its answer."""
import numpy as np

known = {}


def global_avg_pool2d(x):
    key = x.shape, *x.ravel().tolist()
    if key not in known:
        wide = x if x.dtype.kind == "f" else x.astype(float)
        known[key] = wide.mean(axis=(2, 3)).astype(wide.dtype)
    return known[key].copy()
