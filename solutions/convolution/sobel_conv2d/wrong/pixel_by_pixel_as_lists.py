"""Pixels are taken out one by one with .tolist(): on a GPU each one is a wait."""
import torch
from torch import nn

K = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    with torch.no_grad():
        conv.weight.copy_(torch.stack([K, K.T])[:, None])
    return conv


def edge_maps(image):
    H, W = image.shape
    pixels = {(i, j): image[i, j].tolist() for i in range(H) for j in range(W)}

    def stamped(k, i, j):
        around = ((u, v) for u in range(3) for v in range(3))
        return sum(k[u][v] * pixels.get((i + u - 1, j + v - 1), 0.0) for u, v in around)

    maps = [[[stamped(k, i, j) for j in range(W)] for i in range(H)] for k in (K.tolist(), K.T.tolist())]
    return torch.tensor(maps, dtype=image.dtype, device=image.device)
