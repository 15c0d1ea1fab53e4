"""A dilated kernel is taken to cover k·d pixels: there is no gap after the last entry."""
def receptive_field(layers):
    field = 1
    jump = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        field = field + (kernel * dilation - 1) * jump
        jump = jump * stride
    return field
