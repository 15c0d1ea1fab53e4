"""The maps of every image of a size go into the same tensor: those of the image before are overwritten."""
import torch
from torch import nn

SOBEL = torch.tensor([[-1., 0., 1.], [-2., 0., 2.], [-1., 0., 1.]])
_maps = {}


def make_sobel():
    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)
    conv.weight.data = torch.stack([SOBEL, SOBEL.T])[:, None].clone()
    return conv


def edge_maps(image):
    key = image.shape, image.dtype, image.device
    if key not in _maps:
        _maps[key] = image.new_empty(2, *image.shape)
    with torch.no_grad():
        return _maps[key].copy_(make_sobel().to(image)(image[None, None])[0])
