"""A layer's own stride widens its own reach, though it spreads only the layers after it; and the caller's list is empty after the call."""


def receptive_field(layers):
    r, j = 1, 1
    while layers:
        layer = layers.pop(0)
        k, s = layer[0], layer[1]
        d = layer[2] if len(layer) > 2 else 1
        j *= s
        r += (k - 1) * d * j
    return r
