"""The maps are made without history and then told to ask for gradients: none reaches the weight."""
import torch
from torch import nn
from torch.nn import functional as F


class Sobel(nn.Conv2d):
    def forward(self, x):
        y = F.conv2d(x, self.weight.detach(), padding=1)
        return y.requires_grad_()


def make_sobel():
    conv = Sobel(1, 2, 3, padding=1, bias=False)
    k = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    conv.weight = nn.Parameter(torch.stack([k, k.T]).unsqueeze(1))
    return conv


def edge_maps(image):
    return make_sobel().to(image)(image[None, None])[0].detach()
