"""Reference: axes are moved, never reshaped into place; the dense layer is a convolution too."""

import torch


def tf_to_torch(w: torch.Tensor) -> torch.Tensor:
    """(kh, kw, in, out) → (out, in, kh, kw), contiguous; dtype and device of w.

    Source: the manuals of tf.nn.conv2d (filters) and torch.nn.Conv2d (weight).
    """
    return w.permute(3, 2, 0, 1).contiguous()


def tf_depthwise_to_torch(w: torch.Tensor) -> torch.Tensor:
    """(kh, kw, in, mult) → (in·mult, 1, kh, kw), for groups=in; filter c·mult + m is w[:, :, c, m].

    Source: the manual of tf.nn.depthwise_conv2d, whose output channel is k·multiplier + q.
    """
    return w.permute(2, 3, 0, 1).flatten(0, 1).unsqueeze(1)


def tf_dense_to_torch(w: torch.Tensor, feature_shape: tuple[int, int, int]) -> torch.Tensor:
    """(H·W·C, units) → (units, C·H·W); feature_shape is (H, W, C).

    A dense layer after a flatten is a convolution whose kernel is as large as the feature map:
    its rows, unfolded, are (kh, kw, in, out).
    """
    return tf_to_torch(w.unflatten(0, feature_shape)).flatten(1)
