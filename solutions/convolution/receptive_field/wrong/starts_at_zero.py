"""The field starts from 0; a pixel sees at least itself."""
def receptive_field(layers):
    field = 0
    jump = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        field = field + (kernel - 1) * dilation * jump
        jump = jump * stride
    return field
