"""Pixels are taken out one by one with .item(): on a GPU each one is a wait."""
import torch
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)
    sobel_x = torch.tensor([[-1., 0., 1.],
                            [-2., 0., 2.],
                            [-1., 0., 1.]])
    with torch.no_grad():
        conv.weight[0, 0] = sobel_x
        conv.weight[1, 0] = sobel_x.T
    return conv


def edge_maps(image):
    H, W = image.shape
    stamps = make_sobel().weight[:, 0].tolist()
    maps = torch.zeros(2, H, W, dtype=image.dtype, device=image.device)
    for c in range(2):
        for i in range(H):
            for j in range(W):
                s = 0.0
                for u in range(3):
                    for v in range(3):
                        r, q = i + u - 1, j + v - 1
                        if 0 <= r < H and 0 <= q < W:
                            s += image[r, q].item() * stamps[c][u][v]
                maps[c, i, j] = s
    return maps
