import torch


def tf_to_torch(w):
    return w.permute(3, 2, 0, 1).clone()


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    return w.reshape(H, W, C, -1).permute(3, 2, 0, 1).flatten(1)
