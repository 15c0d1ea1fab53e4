"""The honest receptive field: full marks."""
# exercise: convolution/receptive_field


def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, stride, *dilation in layers:
        seen += apart * (kernel - 1) * (dilation[0] if dilation else 1)
        apart *= stride
    return seen
