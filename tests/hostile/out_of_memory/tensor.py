"""A tensor of a terabyte."""
# exercise: convolution/sobel_conv2d

import torch


def make_sobel():
    return torch.nn.Conv2d(1, 10**6, 10**3)


def edge_maps(image):
    return torch.ones(2, 10**11)
