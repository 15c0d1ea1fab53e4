"""After forty layers the rest of the stack is left out."""


def receptive_field(layers):
    size, jump = 1, 1
    for kernel, stride, *dilation in layers[:40]:
        size += (kernel - 1) * (dilation[0] if dilation else 1) * jump
        jump *= stride
    return size
