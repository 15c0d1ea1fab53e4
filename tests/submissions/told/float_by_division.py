def receptive_field(layers):
    r = 1
    jump = 1
    for k, s, *more in layers:
        r += (2 * k - 2) / 2 * (more[0] if more else 1) * jump
        jump *= s
    return r * 1.0
