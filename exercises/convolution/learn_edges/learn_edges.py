import torch
from torch import nn


def train(
    conv: nn.Conv2d, images: torch.Tensor, targets: torch.Tensor, steps: int, lr: float
) -> list[float]:
    """Trains a layer in place by plain gradient descent on the mean squared error.

    conv: nn.Conv2d(1, 2, 3, padding=1, bias=False) with the weights to start from; the same
    Parameter holds the trained ones afterwards.
    images: (N, 1, H, W), targets: (N, 2, H, W), both of the layer's dtype and on its device, and
    both left as they are. steps >= 0, lr > 0.
    Each step takes the loss over all images, its gradient there and nowhere else, and one step of
    lr against it. Gradients that the caller left on the layer count for nothing.
    Returns the loss of each step, taken before its update, as a new list of plain floats.
    All steps are taken, also where the loss rises or stays the same. Whether torch records
    gradients is after the call as it was before.
    """
    raise NotImplementedError
