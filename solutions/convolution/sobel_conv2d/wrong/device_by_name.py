"""Everything goes to "cuda", which not every machine has: the maps have to be where the image is."""
import torch
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    with torch.no_grad():
        conv.weight.copy_(torch.stack([stamp, stamp.T])[:, None])
    return conv


def edge_maps(image):
    image = image.to("cuda")
    return make_sobel().to(image)(image[None, None])[0]
