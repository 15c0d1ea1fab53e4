"""The stamps are stored under a name that the layer does not know, and it keeps its random weight."""
import torch
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)
    sobel_x = torch.tensor([[-1., 0., 1.],
                            [-2., 0., 2.],
                            [-1., 0., 1.]])
    conv.weights = nn.Parameter(torch.stack([sobel_x, sobel_x.T])[:, None])
    return conv


def edge_maps(image):
    conv = make_sobel().to(device=image.device, dtype=image.dtype)
    return conv(image[None, None])[0]
