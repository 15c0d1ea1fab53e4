"""im2col: a view of all windows, its axes put in order, copied once; the rest is one product."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def im2col(
    x: np.ndarray, kernel_size: int | tuple[int, int], stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Every window of a batch of images, as a column.

    x: images (B, C, H, W). kernel_size: (kh, kw), or one int for a square.
    stride >= 1, padding >= 0 zeros on each side, both the same on both axes.
    Returns (B, C·kh·kw, H'·W'): channel by channel and row by row down a column, window by window
    along a row.
    Source: the order of torch.nn.Unfold; Chellapilla, Puri & Simard 2006 for the unfolding.
    """
    size = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    page = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = sliding_window_view(page, size, axis=(2, 3))[:, :, ::stride, ::stride]
    # (B, C, H', W', kh, kw) -> (B, C, kh, kw, H', W'): still a view. The reshape after it melts
    # neighbouring axes that do not lie next to each other in memory, and so makes the one copy.
    batch, channels, out_h, out_w, kh, kw = windows.shape
    entries_first = windows.transpose(0, 1, 4, 5, 2, 3)
    return entries_first.reshape(batch, channels * kh * kw, out_h * out_w)


def conv2d_gemm(
    x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Convolution as a matrix product of filters and columns; no kernel is flipped.

    x: images (B, C, H, W). w: filters (O, C, kh, kw). b: bias (O,) or None.
    Returns (B, O, H', W'), H' = ⌊(H + 2·padding − kh) / stride⌋ + 1 and so for W'.
    """
    filters, _, kh, kw = w.shape
    columns = im2col(x, (kh, kw), stride, padding)
    # (O, C·kh·kw) @ (B, C·kh·kw, L) is broadcast over the batch.
    # A product has the wider type of its factors: of bytes alone it would be a byte.
    rows = w.reshape(filters, columns.shape[1]).astype(np.result_type(x, w, np.int64))
    maps = rows @ columns
    if b is not None:
        maps = maps + b[:, np.newaxis]
    batch, _, height, width = x.shape
    out_h = (height + 2 * padding - kh) // stride + 1
    out_w = (width + 2 * padding - kw) // stride + 1
    return maps.reshape(batch, filters, out_h, out_w)
