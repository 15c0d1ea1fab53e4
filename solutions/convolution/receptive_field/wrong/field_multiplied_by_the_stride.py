"""The whole field is multiplied by the stride on the way back; of n pixels, only the n − 1 steps between them are stretched."""
def receptive_field(layers):
    size = 1
    for layer in layers[::-1]:
        k, s = layer[0], layer[1]
        d = layer[2] if len(layer) == 3 else 1
        size = size * s + d * (k - 1)
    return size
