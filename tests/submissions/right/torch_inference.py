"""Answers are made under autocast and inference_mode, where nothing is trained."""
# exercise: convolution/sobel_conv2d
import torch
from torch import nn


V = [[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False, dtype=torch.float32, device="cpu")
    v = torch.tensor(V, dtype=torch.float32, device="cpu")
    with torch.no_grad():
        conv.weight.copy_(torch.stack([v, v.T])[:, None])
    return conv


def edge_maps(image):
    return make_sobel().to(image)(image[None, None])[0]


_edges = edge_maps


def edge_maps(image):
    if image.requires_grad:
        return _edges(image)
    with torch.autocast("cpu", enabled=False), torch.profiler.profile() as _:
        return _edges(image)
