import torch
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    with torch.no_grad():
        conv.weight.copy_(torch.stack([stamp, stamp.T])[:, None])
    return conv


def edge_maps(image):
    h, w = image.shape
    page = torch.zeros((1, 1, h, w), dtype=image.dtype)
    page[0, 0] = image
    return make_sobel().to(image)(page)[0]
