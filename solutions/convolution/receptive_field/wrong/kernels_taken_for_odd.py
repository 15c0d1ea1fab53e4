"""The kernel is halved on the way, as if every kernel were odd: an even one reaches further on one side."""
def receptive_field(layers):
    field = 1
    jump = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        field = field + 2 * (kernel // 2) * dilation * jump
        jump = jump * stride
    return field
