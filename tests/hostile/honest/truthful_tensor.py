"""Nothing: a tensor class of its own, and the right numbers in it."""
# exercise: convolution/sobel_conv2d

import torch
from torch import nn


class Maps(torch.Tensor):
    pass


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
    conv.weight = nn.Parameter(torch.stack([stamp, stamp.T])[:, None])
    return conv


def edge_maps(image):
    return make_sobel().to(image)(image[None, None])[0].as_subclass(Maps)
