"""Reference: an ordinary layer whose random start is replaced by two stamps."""

import torch
from torch import nn

VERTICAL_EDGES = ((-1.0, 0.0, 1.0), (-2.0, 0.0, 2.0), (-1.0, 0.0, 1.0))


def make_sobel() -> nn.Conv2d:
    """A new Conv2d from one channel to two, zero padding 1, no bias, with trainable Sobel stamps.

    Source: the manual of torch.nn.Conv2d, whose weight is (out, in, kh, kw).
    """
    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)
    stamp = torch.tensor(VERTICAL_EDGES)
    with torch.no_grad():
        conv.weight.copy_(torch.stack([stamp, stamp.T]).unsqueeze(1))  # (2, 1, 3, 3)
    return conv


def edge_maps(image: torch.Tensor) -> torch.Tensor:
    """(H, W) → (2, H, W), vertical edges first; dtype and device of image."""
    conv = make_sobel().to(image)
    return conv(image[None, None]).squeeze(0)
