"""A layer's own stride widens its own reach: it spreads only the layers after it."""
def receptive_field(layers):
    field = 1
    jump = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        jump = jump * stride
        field = field + (kernel - 1) * dilation * jump
    return field
