"""The first layer is taken out before anybody asks whether there is one.

Evidence: layers[0]
"""
def receptive_field(layers):
    first = layers[0]
    field = (first[0] - 1) * (first[2] if len(first) > 2 else 1) + 1
    jump = first[1]
    for kernel, stride, *more in layers[1:]:
        field += (kernel - 1) * (more[0] if more else 1) * jump
        jump *= stride
    return field
