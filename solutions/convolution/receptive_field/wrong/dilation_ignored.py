"""Dilation has no effect; it sets the kernel's entries apart."""
def receptive_field(layers):
    field = 1
    jump = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        field = field + (kernel - 1) * jump
        jump = jump * stride
    return field
