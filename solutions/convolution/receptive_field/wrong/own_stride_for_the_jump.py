"""A layer's own stride widens its own reach, and the strides before it do not: a stride spreads only the layers after it, all of them."""


def receptive_field(layers):
    r = 1
    for layer in layers:
        k, s = layer[0], layer[1]
        d = layer[2] if len(layer) > 2 else 1
        r += (k - 1) * s * d
    return r
