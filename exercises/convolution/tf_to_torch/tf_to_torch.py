import torch


def tf_to_torch(w: torch.Tensor) -> torch.Tensor:
    """A convolution's weights from TensorFlow's order of axes to PyTorch's.

    w: (kh, kw, in, out), any dtype, on any device; left as it is.
    Returns (out, in, kh, kw), contiguous, with the dtype and on the device of w. Only where no
    number has to move may it lie in w's memory; later calls never change it. So for all three.
    """
    raise NotImplementedError


def tf_depthwise_to_torch(w: torch.Tensor) -> torch.Tensor:
    """A depthwise convolution's weights, for a torch Conv2d with groups=in.

    w: (kh, kw, in, mult): mult kernels for each input channel.
    Returns (in * mult, 1, kh, kw); filter c * mult + m is w[:, :, c, m].
    """
    raise NotImplementedError


def tf_dense_to_torch(w: torch.Tensor, feature_shape: tuple[int, int, int]) -> torch.Tensor:
    """The weights of a dense layer that follows a flatten, for a torch Linear.

    w: (H * W * C, units); feature_shape: (H, W, C), the feature map that TensorFlow flattened.
    Returns (units, C * H * W), for the same feature map as (C, H, W), flattened by PyTorch.
    """
    raise NotImplementedError
