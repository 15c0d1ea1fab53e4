import torch


def same_pad_conv2d(x: torch.Tensor, w: torch.Tensor, stride: int) -> torch.Tensor:
    """Convolution with TensorFlow's SAME padding, on PyTorch tensors.

    x: images (B, C, H, W), float16, bfloat16, float32 or float64, on any device. w: filters
    (O, C, kh, kw), already in PyTorch's order, of x's dtype and on its device. Both stay as they
    are. stride >= 1, the same on both axes.
    Returns a new tensor (B, O, ⌈H / stride⌉, ⌈W / stride⌉), of x's dtype and on its device;
    gradients flow through it to x and w. An axis of length n with a kernel of length k is padded
    with max((⌈n / stride⌉ − 1)·stride + k − n, 0) zeros in total, the smaller half of them before.
    """
    raise NotImplementedError
