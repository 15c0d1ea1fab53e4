"""All layers share their weights, so what one caller trains, all others get."""
import torch
from torch import nn


SOBEL_X = torch.tensor([[-1., 0., 1.], [-2., 0., 2.], [-1., 0., 1.]])
SOBEL = torch.stack([SOBEL_X, SOBEL_X.T]).unsqueeze(1)


def make_sobel():
    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)
    conv.weight = nn.Parameter(SOBEL)
    return conv


def edge_maps(image):
    conv = make_sobel().to(device=image.device, dtype=image.dtype)
    return conv(image[None, None])[0]
