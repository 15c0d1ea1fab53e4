"""The layer stays on the CPU, and its weight goes to the image at each call."""
import torch
import torch.nn.functional as F
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    with torch.no_grad():
        conv.weight.copy_(torch.stack([stamp, stamp.T])[:, None])
    return conv


LAYER = make_sobel()


def edge_maps(image):
    weight = LAYER.weight.to(image.device, image.dtype)
    return F.conv2d(image[None, None], weight, padding=1)[0]
