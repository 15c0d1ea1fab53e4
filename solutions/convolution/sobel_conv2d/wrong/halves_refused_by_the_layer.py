"""The layer is moved to float64 for such images alone: an image of 16 bits meets stamps of 32 and ends in an error."""
import torch
from torch import nn


def _stamps():
    gx = torch.zeros(3, 3)
    gx[:, 2] = torch.tensor([1., 2., 1.])
    gx -= gx.clone().fliplr()
    return gx, gx.T.clone()


def make_sobel():
    torch.manual_seed(0)
    conv = nn.Conv2d(1, 2, 3, padding=1)
    conv.bias = None
    for p, stamp in zip(conv.weight, _stamps()):
        p.data[0] = stamp
    assert conv.weight.requires_grad
    return conv


def edge_maps(image):
    conv = make_sobel()
    conv = conv.double() if image.dtype == torch.float64 else conv
    maps = conv.to(image.device)(image[None, None])
    return maps.detach()[0].contiguous()
