"""The image asks for gradients after the call: it is to be left as it is."""
import torch
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    with torch.no_grad():
        conv.weight.copy_(torch.stack([stamp, stamp.T]).unsqueeze(1))
    return conv


def edge_maps(image):
    image.requires_grad_()
    return make_sobel().to(image)(image[None])
