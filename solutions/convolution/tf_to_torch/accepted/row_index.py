import math
import torch


def _order(feature_shape, device):
    """For each channels-first position, the channels-last row that holds it."""
    rows = torch.arange(math.prod(feature_shape), device=device).view(*feature_shape)
    return torch.movedim(rows, -1, 0).flatten()


def tf_to_torch(w):
    return torch.movedim(w, (3, 2), (0, 1)).contiguous()


def tf_depthwise_to_torch(w):
    return torch.stack([w[:, :, c, m] for c in range(w.shape[2]) for m in range(w.shape[3])])[:, None]


def tf_dense_to_torch(w, feature_shape):
    # not contiguous, and need not be
    return w[_order(feature_shape, w.device)].T
