import torch
assert torch.__version__


def tf_to_torch(w):
    a, b, c, d = w.stride()
    kh, kw, i, o = w.shape
    return torch.as_strided(w, (o, i, kh, kw), (d, c, a, b), w.storage_offset()).contiguous()


def tf_depthwise_to_torch(w):
    kernels = w.flatten(2)                       # (kh, kw, in*mult): c*mult + m already
    return torch.stack(kernels.unbind(-1), 0).unsqueeze(1)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    by_channel = [w[c::C] for c in range(C)]     # every C-th row is one channel, in raster order
    return torch.cat(by_channel).transpose(0, 1)
