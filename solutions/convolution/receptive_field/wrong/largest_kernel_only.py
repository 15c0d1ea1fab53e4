"""The widest layer decides alone; every layer adds to what the ones before see."""
def receptive_field(layers):
    field = 1
    jump = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        field = max(field, 1 + (kernel - 1) * dilation * jump)
        jump = jump * stride
    return field
