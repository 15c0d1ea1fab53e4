"""A pair inherits the dilation of the layer before it; without a third number it is 1."""
def receptive_field(layers):
    field = 1
    jump = 1
    dilation = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        if len(layer) == 3:
            dilation = layer[2]
        field = field + (kernel - 1) * dilation * jump
        jump = jump * stride
    return field
