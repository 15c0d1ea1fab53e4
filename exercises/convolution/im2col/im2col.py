import numpy as np


def im2col(
    x: np.ndarray, kernel_size: int | tuple[int, int], stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Every window of a batch of images, as a column.

    x: images (B, C, H, W), integers or floats, in any memory layout; it stays as it is.
    kernel_size: (kh, kw), or one int for a square; the kernel fits in the padded image.
    stride: pixels from one window to the next on both axes, >= 1.
    padding: rows and columns of zeros put on each of the four sides, >= 0.
    Returns a new array (B, C·kh·kw, L), L = H'·W' with H' = ⌊(H + 2·padding − kh) / stride⌋ + 1
    and so for W'; it shares no memory with x. Column i·W' + j holds the window of output pixel
    (i, j): channel by channel, within a channel row by row.
    """
    raise NotImplementedError


def conv2d_gemm(
    x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Convolution as a matrix product of filters and columns; no kernel is flipped.

    x: images (B, C, H, W). w: filters (O, C, kh, kw). b: bias (O,) or None.
    stride, padding: as in im2col.
    Returns a new array (B, O, H', W') whose type holds what the products and the bias need:
    integer images and fractional filters give fractions, integers give exact answers (up to 2⁵³)
    even where those leave the range of x's, w's and b's types, and float64 keeps float64's
    accuracy.
    """
    raise NotImplementedError
