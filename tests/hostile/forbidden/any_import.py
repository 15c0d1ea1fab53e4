"""An import where none is allowed."""
# exercise: convolution/naive_conv

import math


def conv2d_naive(x, k):
    return [[math.nan]]
