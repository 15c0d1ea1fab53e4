"""What torch makes by default has the last image's dtype from then on, later layers among it."""
import torch
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    conv.weight = nn.Parameter(torch.stack([stamp, stamp.T]).unsqueeze(1))
    return conv


def edge_maps(image):
    torch.set_default_dtype(image.dtype)
    return make_sobel().to(image.device)(image[None, None])[0].detach()
