"""An empty stack sees 0 pixels; without layers the output is the image, whose pixels see themselves."""
def receptive_field(layers):
    if not layers:
        return 0
    field = 1
    jump = 1
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        field = field + (kernel - 1) * dilation * jump
        jump = jump * stride
    return field
