"""The size is traced back with each stride one layer off."""
def receptive_field(layers):
    size = 1
    previous = 1
    for layer in reversed(layers):
        kernel, stride = layer[:2]
        dilation = layer[2] if len(layer) > 2 else 1
        size = (size - 1) * previous + dilation * (kernel - 1) + 1
        previous = stride
    return size
