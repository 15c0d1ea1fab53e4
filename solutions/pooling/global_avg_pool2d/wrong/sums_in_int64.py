"""Sums of integers are kept in 64 bits, and even those have an end: average in floats."""


def global_avg_pool2d(x):
    return x.sum(axis=(2, 3)) / (x.shape[2] * x.shape[3])
