"""NumPy moves the axes on the CPU, floats in float64, which all of them fit into; the answer goes back to w."""
import numpy as np
import torch


def back(array, w):
    return torch.from_numpy(np.ascontiguousarray(array)).to(w)


def numbers(w):
    here = w.detach().cpu()
    return (here.double() if here.is_floating_point() else here).numpy()


def tf_to_torch(w):
    return back(numbers(w).transpose(3, 2, 0, 1), w)


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return back(numbers(w).transpose(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw), w)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    units = w.shape[1]
    return back(numbers(w).reshape(H, W, C, units).transpose(3, 2, 0, 1).reshape(units, C * H * W), w)
