"""The sum over layers with products of the strides below; prints and a main guard."""
import math
from typing import Sequence


def receptive_field(layers: Sequence[tuple]) -> int:
    kernels = [layer[0] for layer in layers]
    strides = [layer[1] for layer in layers]
    dilations = [layer[2] if len(layer) == 3 else 1 for layer in layers]
    print(kernels, strides, dilations)
    return 1 + sum(
        d * (k - 1) * math.prod(strides[:i]) for i, (k, d) in enumerate(zip(kernels, dilations))
    )


if __name__ == "__main__":
    print(receptive_field([(3, 2), (3, 1), (2, 1, 3)]))
