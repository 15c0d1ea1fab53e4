"""The image takes a detour through NumPy, where no GPU tensor can follow: the layer does the work itself."""
import numpy as np
import torch
from scipy import ndimage
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
    img = image.numpy()
    maps = [ndimage.sobel(img, axis=axis, mode="constant") for axis in (1, 0)]
    return torch.from_numpy(np.stack(maps))
