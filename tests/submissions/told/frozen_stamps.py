import torch
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    stamps = torch.stack([stamp, stamp.T]).unsqueeze(1)
    conv.weight = nn.Parameter(stamps, requires_grad=False)
    return conv


def edge_maps(image):
    return make_sobel().to(image)(image[None, None])[0]
