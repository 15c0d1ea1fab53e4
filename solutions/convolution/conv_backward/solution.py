"""Reference: kernel entry by kernel entry, each of which saw every stride-th pixel of the page."""

import numpy as np


def conv2d_backward(
    dy: np.ndarray, x: np.ndarray, w: np.ndarray, stride: int = 1, padding: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a convolution layer y = conv(x, w) + b, given the loss's gradient for y.

    dy: (B, O, H', W'), x: (B, C, H, W), w: (O, C, kh, kw); stride and padding as in the forward
    pass. Integers or floats, any memory layout.
    Returns new arrays dx, dw, db of the shapes of x, w and (O,), in the dtypes that NumPy
    promotes their factors and int64 to. Pixels that no window read get 0.
    Source: Dumoulin & Visin, A guide to convolution arithmetic for deep learning, chapter 4.
    """
    H, W = x.shape[2:]
    # A product has the wider type of its factors: of bytes alone it would be a byte.
    dy = dy.astype(np.result_type(dy, np.int64))
    page = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dpage = np.zeros(page.shape, np.result_type(dy, w))
    dw = np.zeros(w.shape, np.result_type(dy, x))
    # From the first pixel a kernel entry saw to just past its last one.
    tall, wide = (stride * (n - 1) + 1 for n in dy.shape[2:])
    for u, v in np.ndindex(w.shape[2:]):
        seen = np.s_[:, :, u : u + tall : stride, v : v + wide : stride]  # (B, C, H', W') of page
        dw[:, :, u, v] = np.einsum("boij,bcij->oc", dy, page[seen])
        # No pixel is in `seen` twice, so += adds to each once; the overlaps are between entries.
        dpage[seen] += np.einsum("boij,oc->bcij", dy, w[:, :, u, v])
    dx = dpage[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, dy.sum(axis=(0, 2, 3))
