"""The kernels are read by strides worked out from their shape: where they lie otherwise in memory, wrong numbers are read."""
import torch


def tf_to_torch(w):
    return w.permute(3, 2, 0, 1).contiguous()


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    sizes = (channels * mult, 1, kh, kw)
    strides = (1, 1, kw * channels * mult, channels * mult)
    return w.as_strided(sizes, strides).clone(memory_format=torch.contiguous_format)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    return w.reshape(H, W, C, -1).permute(3, 2, 0, 1).reshape(w.shape[1], -1).contiguous()
