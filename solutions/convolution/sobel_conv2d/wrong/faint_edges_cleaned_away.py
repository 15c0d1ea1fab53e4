"""Edges below a fixed number are taken for nothing, and a faint image has no others."""
import torch
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    conv.weight = nn.Parameter(torch.stack([stamp, stamp.T]).unsqueeze(1))
    return conv


def edge_maps(image):
    maps = make_sobel().to(image)(image[None, None])[0].detach()
    return torch.where(maps.abs() < 1e-6, 0, maps)
