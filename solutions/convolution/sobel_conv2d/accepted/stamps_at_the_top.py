"""Stamps at the top of the file, cloned into each layer; a scratch page that leaves the house as a copy."""
import torch
from torch import nn

STAMP = torch.tensor([[-1., 0., 1.], [-2., 0., 2.], [-1., 0., 1.]])
STAMPS = torch.stack((STAMP, STAMP.T)).unsqueeze(1)
_scratch = {}


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    conv.weight = nn.Parameter(STAMPS.clone())
    return conv


def edge_maps(image):
    H, W = image.shape
    key = H, W, image.dtype, image.device
    if key not in _scratch:
        _scratch[key] = image.new_zeros(1, 1, H + 2, W + 2)
    page = _scratch[key]
    page[0, 0, 1:-1, 1:-1] = image
    maps = nn.functional.conv2d(page, STAMPS.to(image))
    return maps[0]
