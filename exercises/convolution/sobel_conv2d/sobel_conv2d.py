import torch
from torch import nn


def make_sobel() -> nn.Conv2d:
    """A new Conv2d(1, 2, 3, padding=1, bias=False) whose stamps are Sobel's.

    weight: (2, 1, 3, 3), float32, trainable, the layer's only parameter.
    Channel 0, vertical edges: [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]; channel 1, horizontal edges:
    its transpose. Two calls give two layers that share nothing.
    """
    raise NotImplementedError


def edge_maps(image: torch.Tensor) -> torch.Tensor:
    """Both edge maps of one image, which goes on with zeros at its border.

    image: (H, W), float16, bfloat16, float32 or float64, on any device; left as it is.
    Returns a new tensor (2, H, W), vertical edges first, with the dtype and on the device of image.
    """
    raise NotImplementedError
