import torch


class Converter:
    """TF -> torch, by naming the axes."""

    @staticmethod
    def conv(w):
        return torch.einsum("hwio->oihw", w).contiguous()

    @staticmethod
    def depthwise(w):
        h, w_, i, m = w.shape
        return torch.einsum("hwim->imhw", w).reshape(i * m, h, w_).unsqueeze(dim=1)

    @classmethod
    def dense(cls, w, shape):
        as_conv = w.reshape(tuple(shape) + (-1,))
        return cls.conv(as_conv).flatten(start_dim=1)


tf_to_torch = Converter.conv
tf_depthwise_to_torch = Converter.depthwise


def tf_dense_to_torch(w, feature_shape):
    return Converter.dense(w, feature_shape)
