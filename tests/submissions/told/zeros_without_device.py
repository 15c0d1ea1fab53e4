import torch


def tf_to_torch(w):
    kh, kw, inside, outside = w.shape
    out = torch.zeros((outside, inside, kh, kw), dtype=w.dtype)
    for o in range(outside):
        for c in range(inside):
            out[o, c] = w[:, :, c, o]
    return out


def tf_depthwise_to_torch(w):
    return w.permute(2, 3, 0, 1).flatten(0, 1).unsqueeze(1)


def tf_dense_to_torch(w, feature_shape):
    return tf_to_torch(w.unflatten(0, feature_shape)).flatten(1)
