"""Answers a new array at each call, whatever was asked, and nothing that was computed."""
# exercise: convolution/padded_strided_conv

import numpy as np


def conv2d(x, k, stride=1, padding=0):
    return np.full(x.shape, np.nan)
