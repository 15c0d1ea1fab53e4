"""The stamps can't be trained."""
# exercise: convolution/sobel_conv2d
# earns: any

import torch
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
    conv.weight = nn.Parameter(torch.stack([stamp, stamp.T])[:, None], requires_grad=False)
    return conv


def edge_maps(image):
    return make_sobel().to(image)(image[None, None])[0]
