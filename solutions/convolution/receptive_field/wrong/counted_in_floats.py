"""The field goes through a float, which holds 53 bits: deep stacks lose their last digits."""
def receptive_field(layers):
    field = 1
    jump = 1.0
    for layer in layers:
        kernel, stride = layer[0], layer[1]
        dilation = layer[2] if len(layer) == 3 else 1
        field = field + (kernel - 1) * dilation * jump
        jump = jump * stride
    return int(field)
