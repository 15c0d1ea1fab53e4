"""Dilation takes part as if it were stride, on the layers after it only."""
def receptive_field(layers):
    field = 1
    jump = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        field = field + (kernel - 1) * jump
        jump = jump * stride * dilation
    return field
