"""Keeps the order of rows for each feature shape, from which every answer is gathered anew; nothing moves where nothing has to."""
import torch

ORDERS = {}


def order(shape, device):
    if (shape, device) not in ORDERS:
        H, W, C = shape
        rows = torch.arange(H * W * C, device=device).reshape(H, W, C)
        ORDERS[shape, device] = rows.permute(2, 0, 1).reshape(-1)
    return ORDERS[shape, device]


def tf_to_torch(w):
    return w.permute(3, 2, 0, 1).contiguous()


def tf_depthwise_to_torch(w):
    return w.permute(2, 3, 0, 1).flatten(0, 1)[:, None]


def tf_dense_to_torch(w, feature_shape):
    return w.index_select(0, order(tuple(feature_shape), w.device)).T.contiguous()
