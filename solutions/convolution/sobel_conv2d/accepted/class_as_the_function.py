"""The layer's class is make_sobel itself; its maps are made in inference mode, by type and device."""
import torch
from torch import nn


class Stamps(nn.Conv2d):
    def __init__(self):
        super().__init__(1, 2, 3, padding="same", bias=False)
        k = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
        self.weight.data = torch.stack([k, k.mT]).view(2, 1, 3, 3).clone()


make_sobel = Stamps


def edge_maps(image: torch.Tensor) -> torch.Tensor:
    with torch.inference_mode():
        conv = make_sobel().type(image.dtype).to(image.device)
        return conv(image.reshape(1, 1, *image.shape)).squeeze(0)
