import numpy as np


def receptive_field(layers):
    """r = 1 + sum (k-1) * d * product of the strides below."""
    strides = [layer[1] for layer in layers]
    r = 1
    for i, layer in enumerate(layers):
        d = layer[2] if len(layer) == 3 else 1
        r += (layer[0] - 1) * d * np.prod(strides[:i])
    return r
