"""The receptive field of a stack of layers, in one pass from the image upwards."""


def receptive_field(
    layers: list[tuple[int, int] | tuple[int, int, int]],
) -> int:
    """How many pixels of the image, along one axis, an output pixel of a stack of layers can see.

    layers: (kernel, stride) or (kernel, stride, dilation) of each, the one that reads the image
    first. Returns the distance from the first to the last pixel seen, both included.
    Source: Araujo, Norris & Sim, Computing Receptive Fields of Convolutional Neural Networks.
    """
    field, jump = 1, 1  # of the page so far, in pixels of the image
    for layer in layers:
        kernel, stride, dilation = (*layer, 1)[:3]
        # The kernel reaches over the page below, so the jump of that page counts: this layer's
        # own stride spreads only what comes after it.
        field += (kernel - 1) * dilation * jump
        jump *= stride
    return field
