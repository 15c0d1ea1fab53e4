"""The image is taken out once, as a list: one wait, whatever its size."""
import torch
from torch import nn


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    k = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    conv.weight = nn.Parameter(torch.stack([k, k.T])[:, None])
    return conv


def edge_maps(image):
    H, W = image.shape
    page = [[0.0] * (W + 2), *([0.0, *row, 0.0] for row in image.tolist()), [0.0] * (W + 2)]

    def across(i, j):
        return sum(w * (page[i + u][j + 2] - page[i + u][j]) for u, w in enumerate((1, 2, 1)))

    def down(i, j):
        return sum(w * (page[i + 2][j + v] - page[i][j + v]) for v, w in enumerate((1, 2, 1)))

    maps = [[[f(i, j) for j in range(W)] for i in range(H)] for f in (across, down)]
    return torch.tensor(maps, dtype=image.dtype, device=image.device)
