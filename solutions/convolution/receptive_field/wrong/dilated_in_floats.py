"""Dilated layers are added up as floats, which lose the last digits of deep stacks."""

def receptive_field(layers):
    r, j = 1, 1
    for k, s, *d in layers:
        r += int(float(d[0] * (k - 1)) * float(j)) if d else (k - 1) * j
        j *= s
    return r

