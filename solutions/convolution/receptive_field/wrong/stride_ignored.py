"""Strides have no effect; after a stride of 2, every kernel step is two pixels of the image."""
def receptive_field(layers):
    field = 1
    jump = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        field = field + (kernel - 1) * dilation * jump
    return field
