"""The answer is built on the CPU wherever w is: make new tensors on w's device, or none at all."""
import torch


def tf_to_torch(w):
    kh, kw, n_in, n_out = w.shape
    out = torch.empty(n_out, n_in, kh, kw, dtype=w.dtype)
    for o in range(n_out):
        for i in range(n_in):
            out[o, i] = w[:, :, i, o]
    return out


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    units = w.shape[1]
    w = w.reshape(H, W, C, units)
    return w.permute(3, 2, 0, 1).reshape(units, C * H * W)
