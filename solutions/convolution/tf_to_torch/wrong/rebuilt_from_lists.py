"""The dense weights are taken out number by number and built anew on the CPU: that waits for a GPU at each number and loses the device."""
import torch


def tf_to_torch(w):
    return w.permute(3, 2, 0, 1).contiguous()


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    units = w.shape[1]
    w = w.reshape(H, W, C, units)
    return torch.tensor([[w[i, j, c, u].item() for c in range(C) for i in range(H) for j in range(W)]
                         for u in range(units)], dtype=w.dtype)
