"""Dilation d is read as d gaps between neighbouring entries; d = 1 has none."""
def receptive_field(layers):
    field = 1
    jump = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] + 1 if len(layer) == 3 else 1
        field = field + (kernel - 1) * dilation * jump
        jump = jump * stride
    return field
