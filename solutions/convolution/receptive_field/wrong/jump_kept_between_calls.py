"""The jump lives on after the call, so the next stack starts with it: set it to 1 at the start of each."""
jump = 1


def receptive_field(layers):
    field = 1
    global jump
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        field = field + (kernel - 1) * dilation * jump
        jump = jump * stride
    return field
