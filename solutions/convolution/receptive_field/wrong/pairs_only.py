"""A layer with a third number can't be unpacked: a layer may say its dilation."""
def receptive_field(layers):
    field = 1
    jump = 1
    for kernel, stride in layers:
        field = field + (kernel - 1) * jump
        jump = jump * stride
    return field
