"""Reference: the sides of the padding from the size of the output, then an ordinary convolution."""

import torch
import torch.nn.functional as F


def same_pad_conv2d(x: torch.Tensor, w: torch.Tensor, stride: int) -> torch.Tensor:
    """Convolution with TensorFlow's SAME padding, on PyTorch tensors.

    x: (B, C, H, W), w: (O, C, kh, kw), stride >= 1 on both axes.
    Returns (B, O, ⌈H / stride⌉, ⌈W / stride⌉), of x's dtype and on its device.
    Source: TensorFlow's API documentation, tf.nn, notes on padding.
    """
    (top, bottom), (left, right) = (
        _sides(n, k, stride) for n, k in zip(x.shape[2:], w.shape[2:], strict=True)
    )
    # F.pad counts axes from the last one.
    return F.conv2d(F.pad(x, (left, right, top, bottom)), w, stride=stride)


def _sides(n: int, k: int, stride: int) -> tuple[int, int]:
    """Zeros before and after one axis; where the total is odd, the larger half comes after."""
    last_start = (n - 1) // stride * stride  # ⌈n/s⌉ − 1 jumps
    total = max(last_start + k - n, 0)
    return total // 2, total - total // 2
