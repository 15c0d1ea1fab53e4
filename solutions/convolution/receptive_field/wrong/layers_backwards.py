"""The stack is read from the wrong end: the first layer of the list reads the image."""
def receptive_field(layers):
    field = 1
    jump = 1
    for layer in reversed(layers):
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        field = field + (kernel - 1) * dilation * jump
        jump = jump * stride
    return field
