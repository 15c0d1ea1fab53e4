"""Gradients are switched off for the whole file: the layer's weight is trained by nobody."""
import torch
from torch import nn

torch.set_grad_enabled(False)


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    conv.weight.copy_(torch.stack([stamp, stamp.T])[:, None])
    return conv


def edge_maps(image):
    return make_sobel().to(image)(image[None, None])[0]
