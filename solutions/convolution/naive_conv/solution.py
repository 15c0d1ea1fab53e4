"""Convolution in four loops: two for the place of the stamp, two for its entries."""


def conv2d_naive(x: list[list[float]], k: list[list[float]]) -> list[list[float]]:
    """2D convolution of one image with one kernel, as neural networks mean it: without a flip.

    x: image, H rows of W numbers. k: kernel, kh rows of kw numbers, which fits on the image.
    Returns new lists: H − kh + 1 rows of W − kw + 1 numbers (no padding, stride 1).
    Source: Goodfellow, Bengio & Courville, Deep Learning, equation 9.6.
    """
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    y = []
    for i in range(H - kh + 1):
        row = []
        for j in range(W - kw + 1):
            total = 0.0
            for u in range(kh):
                for v in range(kw):
                    total += x[i + u][j + v] * k[u][v]
            row.append(total)
        y.append(row)
    return y
