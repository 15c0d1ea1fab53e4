def receptive_field(
    layers: list[tuple[int, int] | tuple[int, int, int]],
) -> int:
    """How many pixels of the image, along one axis, an output pixel of a stack of layers can see.

    layers: (kernel, stride) or (kernel, stride, dilation) of each, all >= 1, the layer that reads
    the image first; pairs and triples may be mixed. A pair has dilation 1. The list stays as it is.
    Returns the distance from the first to the last pixel seen, both included, as an int; 1 for an
    empty list.
    """
    raise NotImplementedError
