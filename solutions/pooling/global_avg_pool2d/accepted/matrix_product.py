"""The product with a vector of equal weights, in a class that looks like a layer."""
import numpy as np


class GlobalAveragePooling:
    def forward(self, x):
        n = x.shape[-1] * x.shape[-2]
        weights = np.full(n, 1 / n)
        return x.reshape(x.shape[0], x.shape[1], n) @ weights


def global_avg_pool2d(x: np.ndarray) -> np.ndarray:
    return GlobalAveragePooling().forward(x)
