"""All layers share their weights, so what one caller trains, all others get."""
import torch
from torch import nn

_conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)
_conv_ready = False


def make_sobel():
    global _conv_ready
    if _conv_ready:
        return _conv
    conv = _conv
    sobel_x = torch.tensor([[-1., 0., 1.],
                            [-2., 0., 2.],
                            [-1., 0., 1.]])
    with torch.no_grad():
        conv.weight[0, 0] = sobel_x
        conv.weight[1, 0] = sobel_x.T
    _conv_ready = True
    return conv


def edge_maps(image):
    conv = make_sobel()
    return nn.functional.conv2d(image[None, None], conv.weight.to(image), padding=1)[0]
