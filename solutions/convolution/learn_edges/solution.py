"""Reference: gradient descent without an optimiser, so that each of its parts can be seen."""

import torch
import torch.nn.functional as F
from torch import nn


def train(
    conv: nn.Conv2d, images: torch.Tensor, targets: torch.Tensor, steps: int, lr: float
) -> list[float]:
    """Trains a layer in place by plain gradient descent on the mean squared error.

    conv: Conv2d(1, 2, 3, padding=1, bias=False); images (N, 1, H, W), targets (N, 2, H, W).
    Returns the loss of each step, taken before its update.
    Source: the manual of torch.optim.SGD, without momentum and weight decay.
    """
    losses = []
    for _ in range(steps):
        loss = F.mse_loss(conv(images), targets)
        # Asked for like this, the gradient is returned and not added to what .grad holds.
        (gradient,) = torch.autograd.grad(loss, conv.weight)
        with torch.no_grad():  # the update is not part of what is differentiated
            conv.weight -= lr * gradient
        losses.append(loss.item())
    return losses
