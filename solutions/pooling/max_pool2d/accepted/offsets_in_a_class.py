"""One shifted copy for each cell of the window, in a class that looks like a layer."""
from dataclasses import dataclass
from functools import reduce
from typing import Optional

import numpy as np


@dataclass
class MaxPool:
    size: int
    stride: Optional[int]
    padding: int

    def __post_init__(self):
        self.stride = self.stride or self.size

    def __call__(self, x):
        floor = x.min() - 1.0
        p = self.padding
        page = np.pad(x.astype(np.float64), ((0, 0), (0, 0), (p, p), (p, p)), constant_values=floor)
        h, w = (((n - self.size) // self.stride) * self.stride + 1 for n in page.shape[2:])
        shifted = (
            page[:, :, u:u + h:self.stride, v:v + w:self.stride]
            for u in range(self.size)
            for v in range(self.size)
        )
        return reduce(np.maximum, shifted, np.full((1, 1, 1, 1), floor))


def max_pool2d(x, kernel_size, stride=None, padding=0):
    return MaxPool(kernel_size, stride, padding)(x)
