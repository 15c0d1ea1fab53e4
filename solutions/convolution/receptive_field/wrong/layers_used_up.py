"""The caller's list is empty after the call: loop over it, or take a copy."""
def receptive_field(layers):
    field, jump = 1, 1
    while layers:
        kernel, stride, *d = layers.pop(0)
        field += (kernel - 1) * (d[0] if d else 1) * jump
        jump *= stride
    return field
