"""The weight is a plain tensor, so conv.parameters() is empty and the layer's state does not hold the stamps."""
import torch
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)
    sobel_x = torch.tensor([[-1., 0., 1.],
                            [-2., 0., 2.],
                            [-1., 0., 1.]])
    del conv.weight
    conv.weight = torch.stack([sobel_x, sobel_x.T])[:, None].requires_grad_()
    return conv


def edge_maps(image):
    conv = make_sobel()
    conv.weight = conv.weight.to(image)
    return conv(image[None, None])[0]
