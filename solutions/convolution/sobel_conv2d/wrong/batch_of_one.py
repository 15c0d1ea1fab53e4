"""The layer looks at the first image only: each image of a batch has maps of its own."""
import torch
from torch import nn


class Sobel(nn.Conv2d):
    def forward(self, x):
        return super().forward(x[:1])


def make_sobel():
    conv = Sobel(1, 2, kernel_size=3, padding=1, bias=False)
    sobel_x = torch.tensor([[-1., 0., 1.],
                            [-2., 0., 2.],
                            [-1., 0., 1.]])
    with torch.no_grad():
        conv.weight[0, 0] = sobel_x
        conv.weight[1, 0] = sobel_x.T
    return conv


def edge_maps(image):
    conv = make_sobel().to(device=image.device, dtype=image.dtype)
    return conv(image[None, None])[0]
