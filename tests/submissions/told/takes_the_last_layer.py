def receptive_field(layers):
    last = layers[-1]
    r = 1
    jump = 1
    for layer in layers[:-1]:
        k, s, d = (*layer, 1)[:3]
        r += (k - 1) * d * jump
        jump *= s
    k, s, d = (*last, 1)[:3]
    return r + (k - 1) * d * jump
