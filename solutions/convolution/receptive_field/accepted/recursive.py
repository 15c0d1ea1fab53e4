"""The first layer and the rest, by recursion."""
def receptive_field(layers):
    if len(layers) == 0:
        return 1
    (k, s, *d), rest = layers[0], layers[1:]
    return (receptive_field(rest) - 1) * s + (k - 1) * sum(d or [1]) + 1
