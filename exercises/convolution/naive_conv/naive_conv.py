def conv2d_naive(x: list[list[float]], k: list[list[float]]) -> list[list[float]]:
    """2D convolution of one image with one kernel, as neural networks mean it: without a flip.

    x: image, H rows of W numbers. k: kernel, kh rows of kw numbers, no larger than the image on
    either axis. Both are rectangular, not necessarily square, hold ints or floats, and stay as
    they are.
    Returns new lists: H − kh + 1 rows of W − kw + 1 numbers (no padding, stride 1). Tuples and
    generators count, too.
    """
    raise NotImplementedError
