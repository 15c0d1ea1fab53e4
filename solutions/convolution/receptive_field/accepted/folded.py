"""functools.reduce over (field, jump); a lambda."""
from functools import reduce

step = lambda state, layer: (
    state[0] + (layer[0] - 1) * (layer[2:] or (1,))[0] * state[1],
    state[1] * layer[1],
)


def receptive_field(layers):
    return reduce(step, layers, (1, 1))[0]
