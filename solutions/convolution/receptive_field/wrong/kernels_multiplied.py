"""Kernels are multiplied; two 3×3 layers see 5 pixels, not 9, because their windows overlap."""
def receptive_field(layers):
    field = 1
    jump = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        field = field * ((kernel - 1) * dilation + 1)
        jump = jump * stride
    return field
