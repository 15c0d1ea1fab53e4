"""A layer without a third number can't be unpacked: a pair has dilation 1."""
def receptive_field(layers):
    field = 1
    jump = 1
    for kernel, stride, dilation in layers:
        field = field + (kernel - 1) * dilation * jump
        jump = jump * stride
    return field
